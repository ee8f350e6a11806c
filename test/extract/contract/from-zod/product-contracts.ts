import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import {
  type DeclaredContract,
  deriveContractFromZod,
} from '../../../../src/extract/contract/from-zod/contract-from-zod.js'

const product = (path: string) =>
  fileURLToPath(new URL(`../../../../templates/product/${path}`, import.meta.url))

// Declarations alone: nothing that a contract declares needs the rest of the platform.
const jiti = createJiti(import.meta.url, {
  alias: {
    '@shop/platform/contract': product('packages/platform/src/contract/define-contract.ts'),
    '@shop/platform/events': product('packages/platform/src/events/define-event.ts'),
  },
})

export const productModules = ['content', 'payments', 'price-list', 'tenants', 'users'] as const

/** The contract of a module of the product, with its events, read where it stands. */
export async function declaredContractOf(module: (typeof productModules)[number]): Promise<DeclaredContract> {
  const exported: Record<string, unknown> = await jiti.import(product(`modules/${module}/src/contract.ts`))
  const found = Object.entries(exported).find(([name]) => name.endsWith('Contract'))?.[1]
  if (found === undefined) throw new Error(`${module} declares no contract`)
  return found as DeclaredContract
}

export async function productContract(module: (typeof productModules)[number]): Promise<Contract> {
  const events: Record<string, unknown> = await jiti.import(product(`modules/${module}/src/events.ts`))
  const declared = Object.values(events).filter(isEvent)
  return deriveContractFromZod(await declaredContractOf(module), declared)
}

type Event = NonNullable<Parameters<typeof deriveContractFromZod>[1]>[number]

function isEvent(value: unknown): value is Event {
  return typeof value === 'object' && value !== null && 'payload' in value
}
