import { assertCrosses } from './assert-crosses.js'
import { type CallTelemetry, noCallTelemetry } from './call-telemetry.js'
import { ContractError } from './contract-error.js'
import type {
  CallOptions,
  ContractDefinition,
  Facade,
  Implementation,
  OperationDefinition,
} from './define-contract.js'
import { callGuarded } from './guarded-call.js'
import { handOut } from './invalid-input.js'
import { parseOutput } from './parse.js'
import { platformError } from './platform-errors.js'

type AnyOperation = (input: unknown, context: { readonly signal: AbortSignal }) => Promise<unknown>

/** The facade of a module in this process. It behaves as `remoteFacade` does, so that wiring is all that tells them apart. */
export function localFacade<C extends ContractDefinition>(
  contract: C,
  implementation: Implementation<C>,
  { telemetry = noCallTelemetry }: { readonly telemetry?: CallTelemetry } = {},
): Facade<C> {
  assertCrosses(contract)
  const operations = implementation as unknown as Readonly<Record<string, AnyOperation>>
  const entries = Object.entries(contract.operations).map(([name, operation]) => {
    if (operations[name] === undefined) throw new Error(`${contract.name} has no implementation of ${name}`)
    const guarded = { contract, name, operation, side: 'local', telemetry } as const
    const facade = (input: unknown, options?: CallOptions) =>
      callGuarded(guarded, { input, options }, async ({ parsed }, { signal }) => {
        try {
          return await parseOutput(operation, await operations[name]?.(parsed, { signal }))
        } catch (error) {
          throw whatLeaves(error, contract, operation)
        }
      })
    return [name, facade]
  })
  return Object.fromEntries(entries) as Facade<C>
}

const passedOn: readonly string[] = [
  'cancelled',
  'deadline-exceeded',
  'forbidden',
  'unauthenticated',
  'unavailable',
]

function whatLeaves(
  error: unknown,
  contract: ContractDefinition,
  operation: OperationDefinition,
): ContractError {
  if (!(error instanceof ContractError)) return platformError('internal', { cause: error })
  const complaint = handOut(error)
  if (complaint !== null) return complaint
  return mayLeave(error, contract, operation) ? error : platformError('internal', { cause: error })
}

/**
 * What this contract foresees, and what is nobody's fault. The `not-found` of another module that got out of this one is
 * a bug, whatever this contract calls its own; so is an `invalid-input` that another module complained of.
 */
function mayLeave(
  error: ContractError,
  contract: ContractDefinition,
  operation: OperationDefinition,
): boolean {
  const { module } = error.details
  if (module === undefined)
    return passedOn.includes(error.code) || Object.hasOwn(operation.errors, error.code)
  return module === contract.name && Object.hasOwn(operation.errors, error.code)
}
