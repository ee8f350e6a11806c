import { STATUS_CODES } from 'node:http'
import type { ClientSide } from './client-side.js'
import type { Refusal } from './hooks.js'
import { renderProblem } from './problems.js'

/** Answers in place of an upstream. */
export function answerRefusal(
  client: ClientSide,
  refusal: Refusal,
  { method, close }: { method: string; close: boolean },
): void {
  const { status, headers, body } = renderProblem(refusal)
  client.head(status, STATUS_CODES[status] ?? '', headers, close || !client.bodyEnded())
  client.end(method === 'HEAD' ? null : body, null)
}
