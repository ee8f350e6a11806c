import { ContractError } from './contract-error.js'
import type { ContractDefinition } from './define-contract.js'

/** Ends an operation with an error that its contract foresees: `fail(users, 'signUp', 'email-taken', { email })`. */
export function fail<C extends ContractDefinition, Name extends keyof C['operations']>(
  contract: C,
  operation: Name,
  code: keyof C['operations'][Name]['errors'],
  fields?: Readonly<Record<string, unknown>>,
): never {
  const error = contract.operations[operation as string]?.errors[code as string]
  if (error === undefined)
    throw new Error(`${contract.name}.${String(operation)} foresees no error ${String(code)}`)
  throw new ContractError(code as string, {
    ...error,
    module: contract.name,
    ...(fields === undefined ? {} : { fields }),
  })
}
