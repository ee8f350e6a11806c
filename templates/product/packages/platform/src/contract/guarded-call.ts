import { runInContext } from './call-context.js'
import { type CallScope, openCallScope } from './call-scope.js'
import type { CallTelemetry } from './call-telemetry.js'
import { ContractError } from './contract-error.js'
import type { CallOptions, ContractDefinition, OperationDefinition } from './define-contract.js'
import { parseInput } from './parse.js'
import { platformError } from './platform-errors.js'
import { openTransaction } from './transaction-mark.js'

export interface GuardedOperation {
  readonly contract: ContractDefinition
  readonly name: string
  readonly operation: OperationDefinition
  readonly side: 'local' | 'remote'
  readonly telemetry: CallTelemetry
}

export interface CheckedInput {
  /** As the caller gave it. */
  readonly raw: unknown
  readonly parsed: unknown
}

/** What every call of a facade goes through, be the work here or elsewhere. Throws nothing but a `ContractError`. */
export async function callGuarded(
  { contract, name, operation, side, telemetry }: GuardedOperation,
  { input, options }: { readonly input: unknown; readonly options: CallOptions | undefined },
  work: (input: CheckedInput, scope: CallScope) => Promise<unknown>,
): Promise<unknown> {
  return await telemetry.observeCall({ module: contract.name, operation: name, side }, async () => {
    refuseInsideTransaction(`${contract.name}.${name}`)
    const scope = openCallScope(operation, options)
    const run = async () => await work({ raw: input, parsed: await parseInput(operation, input) }, scope)
    try {
      scope.signal.throwIfAborted()
      return await runInContext({ deadline: scope.deadline }, () => scope.race(run()))
    } catch (error) {
      throw error instanceof ContractError ? error : platformError('internal', { cause: error })
    } finally {
      scope.end()
    }
  })
}

function refuseInsideTransaction(facade: string): void {
  const module = openTransaction()
  if (module === null) return
  const cause = new Error(
    `${facade} was called inside an open transaction of ${module}; call it before or after`,
  )
  throw platformError('inside-transaction', { fields: { facade, transactionOf: module }, cause })
}
