/** What was answered, as a test wants to look at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty where it is no JSON. */
  readonly body: Readonly<Record<string, unknown>>
}

export type Fields = Readonly<Record<string, string>>

/** Asks for `POST /users` with JSON. */
export type Ask = (route: string, body?: unknown, headers?: Fields) => Promise<Answer>

export function createClient(origin: string): Ask {
  return async (route, body, headers = {}) => {
    const [method = 'GET', path = '/'] = route.split(' ')
    const json = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const answer = await fetch(`${origin}${path}`, {
      method,
      ...json,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parse(text) }
  }
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
