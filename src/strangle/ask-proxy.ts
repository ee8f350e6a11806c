import { refuse, UserError } from '../kernel/problem.js'
import { readStranglerConfig, type StranglerConfigRequest } from './read-strangler-config.js'

export interface ProxyQuestion extends StranglerConfigRequest {
  readonly readVariable: (name: string) => string | undefined
  readonly method: 'GET' | 'POST' | 'PUT'
  /** `/status`, `/routes/users/shift`. */
  readonly path: string
  /** Sent as JSON; null for none. */
  readonly body: unknown
}

/** Milliseconds that a proxy may take for its answer. */
const patience = 10_000

/** Asks the admin API of a running proxy. Throws a UserError when it cannot be reached or refuses. */
export async function askProxy(question: ProxyQuestion): Promise<unknown> {
  const { admin } = readStranglerConfig(question)
  if (admin === null) {
    return refuse(
      'usage',
      'The config has no admin API.',
      'Add "admin": { "port": 8081 } and start the proxy anew.',
    )
  }
  const token = question.readVariable(admin.tokenVariable)
  if (token === undefined || token === '') {
    return refuse(
      'usage',
      `The admin API asks for a token.`,
      `Set the environment variable ${admin.tokenVariable} to the one that the proxy was started with.`,
    )
  }
  const host = admin.host === '0.0.0.0' || admin.host === '::' ? '127.0.0.1' : admin.host
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${admin.port}`
  const response = await send(address, question, token)
  const answer = (await response.json()) as Answer
  if (response.ok) return answer
  if (answer.problems !== undefined) {
    throw new UserError(
      answer.problems.map(({ message, hint }) => ({ code: 'config-invalid', message, hint, place: null })),
    )
  }
  const hint = response.status === 401 ? `Look at ${admin.tokenVariable}.` : 'See banyan strangle status.'
  return refuse('usage', answer.title ?? `The proxy answers with ${response.status}.`, hint)
}

interface Answer {
  readonly title?: string
  readonly problems?: readonly { readonly message: string; readonly hint: string }[]
}

async function send(
  address: string,
  { method, path, body }: ProxyQuestion,
  token: string,
): Promise<Response> {
  try {
    return await fetch(address + path, {
      method,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(patience),
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
  } catch (error) {
    const cause = (error as Error & { readonly cause?: Error }).cause?.message ?? (error as Error).message
    return refuse(
      'usage',
      `No proxy answers at ${address}: ${cause}.`,
      'Start it with banyan strangle run, or name the config of the one that runs with --config.',
    )
  }
}
