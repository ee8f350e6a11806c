import { ContractError, currentContext, platformErrors, runInContext } from '@shop/platform/contract'
import type { Card, CardContext } from './card.js'

export interface LoadedCard {
  readonly failed: boolean
  /** `{ "status": "ready", "data": … }` or `{ "status": "failed", "code": …, "title": … }`. */
  readonly json: string
}

export interface CardLoading extends CardContext {
  /** Told of what no contract foresees. */
  readonly onError: (error: unknown) => void
}

const defaultDeadline = 1_000

/** Never fails: a card that does says so in place of its data. */
export async function loadCard(
  card: Pick<Card, 'deadline' | 'load'>,
  loading: CardLoading,
): Promise<LoadedCard> {
  const { caller, signal, onError } = loading
  const wait = card.deadline ?? defaultDeadline
  const deadline = Math.min(Date.now() + wait, currentContext().deadline ?? Number.POSITIVE_INFINITY)
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, deadline - Date.now())
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    const load = async () => card.load({ caller, signal: controller.signal })
    const data = await Promise.race([runInContext({ deadline }, load), rejectOnAbort(controller.signal)])
    return { failed: false, json: `{"status":"ready","data":${JSON.stringify(data) ?? 'null'}}` }
  } catch (error) {
    if (!(error instanceof ContractError)) onError(error)
    const { code, title } = describe(error, controller.signal.aborted)
    return { failed: true, json: JSON.stringify({ status: 'failed', code, title }) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

function describe(error: unknown, late: boolean) {
  if (late) return { code: 'deadline-exceeded', title: platformErrors['deadline-exceeded'].title }
  if (error instanceof ContractError) return { code: error.code, title: error.details.title }
  return { code: 'internal', title: platformErrors.internal.title }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('The card did not come in time'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
}
