import type { RouteSettingsInput } from './route-settings.js'

/** A route of the product and who may use it. */
export interface PolicyRoute {
  readonly id?: string
  readonly path: string
  readonly methods?: readonly string[]
  readonly settings: RouteSettingsInput
}

/** The part of a module's routes that a gateway has to know. */
export interface ModuleRoutes {
  /** `auth` is `none`, `user`, or else a role; `path` is `POST /users/:id/lines`. */
  readonly bindings: Readonly<Record<string, ModuleRoute>>
}

export interface ModuleRoute extends Pick<RouteSettingsInput, 'rate' | 'idempotency'> {
  readonly path: string
  readonly auth: string
}

/** The routes of modules as the gateway guards them. */
export function deriveRoutes(modules: readonly ModuleRoutes[]): readonly PolicyRoute[] {
  return modules.flatMap(({ bindings }) => Object.values(bindings).map(deriveRoute))
}

function deriveRoute({ path: bound, auth, rate, idempotency }: ModuleRoute): PolicyRoute {
  const [method = 'GET', path = '/'] = bound.split(' ')
  const methods = method === 'GET' ? ['GET', 'HEAD'] : [method]
  const access: RouteSettingsInput['auth'] = auth === 'none' || auth === 'user' ? auth : `role:${auth}`
  const settings: RouteSettingsInput = {
    auth: access,
    ...(rate === undefined ? {} : { rate }),
    ...(idempotency === undefined ? {} : { idempotency }),
  }
  return { path, methods, settings }
}
