import type { ContractError } from './contract-error.js'
import type { CallOptions, OperationDefinition } from './define-contract.js'
import { currentContext } from './call-context.js'
import { platformError } from './platform-errors.js'

export interface CallScope {
  /** Milliseconds since 1970. */
  readonly deadline: number
  /** Whether the operation's own deadline is the nearest one. */
  readonly ownDeadline: boolean
  /** Aborts with the `ContractError` that the caller gets. */
  readonly signal: AbortSignal
  /** The result of the work, or the error of the signal as soon as it aborts. */
  readonly race: <T>(work: Promise<T>) => Promise<T>
  readonly end: () => void
}

const defaultDeadline = 2_000

/** Opens the time that a call has: the nearest deadline of operation, caller and options, and the caller's signal. */
export function openCallScope(operation: OperationDefinition, options: CallOptions = {}): CallScope {
  const now = Date.now()
  const own = now + (operation.deadline ?? defaultDeadline)
  const asked = options.deadline === undefined ? Number.POSITIVE_INFINITY : now + options.deadline
  const deadline = Math.min(own, asked, currentContext().deadline ?? Number.POSITIVE_INFINITY)
  const controller = new AbortController()
  const abort = (code: 'cancelled' | 'deadline-exceeded') => controller.abort(platformError(code))
  const onCancel = () => abort('cancelled')
  const timer = setTimeout(() => abort('deadline-exceeded'), Math.max(0, deadline - now))
  if (deadline <= now) abort('deadline-exceeded')
  if (options.signal?.aborted === true) onCancel()
  options.signal?.addEventListener('abort', onCancel, { once: true })
  return {
    deadline,
    ownDeadline: deadline === own,
    signal: controller.signal,
    race: work => raceAgainst(controller.signal, work),
    end: () => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onCancel)
    },
  }
}

function raceAgainst<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as ContractError)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
