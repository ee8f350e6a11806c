import { type Dispatcher, request } from 'undici'
import { writeContextHeaders } from './context-headers.js'
import type { ContractError } from './contract-error.js'
import { platformError } from './platform-errors.js'
import { readProblem } from './problem.js'

export interface RemoteCall {
  readonly url: string
  readonly input: unknown
  readonly signal: AbortSignal
  readonly secret: string | null
  readonly dispatcher: Dispatcher | null
}

/** `unreached`: the answer, if there was one, is not from the module. */
export type RemoteAnswer =
  | { readonly kind: 'output'; readonly output: unknown }
  | { readonly kind: 'error'; readonly error: ContractError }
  | { readonly kind: 'unreached'; readonly error: ContractError }

/** One attempt. Rejects with the signal's reason alone. */
export async function callRemote({
  url,
  input,
  signal,
  secret,
  dispatcher,
}: RemoteCall): Promise<RemoteAnswer> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        ...writeContextHeaders(),
        'content-type': 'application/json',
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify({ input }),
      signal,
      ...(dispatcher === null ? {} : { dispatcher }),
    })
    return readAnswer(statusCode, await body.text())
  } catch (cause) {
    signal.throwIfAborted()
    return { kind: 'unreached', error: platformError('unavailable', { cause }) }
  }
}

function readAnswer(status: number, text: string): RemoteAnswer {
  const body = parseJson(text)
  if (status === 200 && typeof body === 'object' && body !== null) {
    return { kind: 'output', output: (body as { readonly output?: unknown }).output }
  }
  const error = readProblem(body)
  if (error !== null) return { kind: 'error', error }
  const cause = new Error(`Answered with ${status} and no problem details: ${text.slice(0, 200)}`)
  if (status < 500) return { kind: 'error', error: platformError('internal', { cause }) }
  return { kind: 'unreached', error: platformError('unavailable', { cause }) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
