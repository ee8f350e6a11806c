import { createHmac } from 'node:crypto'

/** The module whose schema holds what the modules share: leases and job runs. */
export const platformModule = 'platform'

const identifier = /^[a-z][a-z0-9_]{0,40}$/

/** The login role that owns a module's schema, and the password that every replica derives alike. */
export interface ModuleRole {
  readonly role: string
  readonly schema: string
  readonly password: string
}

/** `payment-plans` of `shop` has the schema `payment_plans` and the role `shop_payment_plans`. */
export function deriveModuleRole(product: string, module: string, secret: string): ModuleRole {
  const schema = module.replaceAll('-', '_')
  const role = `${product.replaceAll('-', '_')}_${schema}`
  if (!identifier.test(schema)) throw new Error(`${module} is no name for a schema`)
  return { role, schema, password: createHmac('sha256', secret).update(role).digest('base64url') }
}
