import type { Stage } from '../stage.js'
import { type Message, statusOf } from '../wire/message-reader.js'
import { pause } from '../wire/waiting.js'
import { get, ok } from './bytes.js'

export interface MalformedSent {
  /** A 4xx or 5xx answer or a closed connection, and no complete request behind the proxy. */
  readonly isRefused: boolean
  /** What arrived of it behind the proxy. */
  readonly forwarded: Message | undefined
  /** The request that stands behind it on the connection was forwarded too. */
  readonly goesOn: boolean
  readonly status: number | undefined
}

/** Sends a malformed request with a good one right behind it. */
export async function sendMalformed({ upstream, connect }: Stage, bytes: string): Promise<MalformedSent> {
  upstream.answer(ok())
  const client = connect()
  client.send(bytes + get('/smuggled'))
  await client.waiting.until(() => client.answers.some(({ state }) => state !== 'open') || client.closed)
  await pause(150)
  const [answer] = client.answers
  const status = answer === undefined ? undefined : statusOf(answer)
  const isBehind = ({ line }: Message) => line.includes('/smuggled')
  const forwarded = upstream.requests.find(request => !isBehind(request))
  return {
    isRefused: (status === undefined || status >= 400) && forwarded?.state !== 'complete',
    forwarded,
    goesOn: upstream.requests.some(isBehind),
    status,
  }
}
