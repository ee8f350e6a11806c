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

export const password = 'correct horse battery staple'

export interface SignedIn {
  readonly id: string
  readonly email: string
  readonly accessToken: string
  readonly refreshToken: string
  /** What its requests bear. */
  readonly headers: Fields
}

export async function signIn(ask: Ask, { id, email }: Pick<SignedIn, 'id' | 'email'>): Promise<SignedIn> {
  const { status, body, text } = await ask('POST /sessions', { email, password })
  if (status !== 201) throw new Error(`Signing in was answered with ${status}: ${text}`)
  const { accessToken, refreshToken } = body as { accessToken: string; refreshToken: string }
  return { id, email, accessToken, refreshToken, headers: { authorization: `Bearer ${accessToken}` } }
}

export async function signUp(ask: Ask, name: string): Promise<Pick<SignedIn, 'id' | 'email'>> {
  const email = `${name}@example.org`
  const { status, body, text } = await ask('POST /users', { email, name, password })
  if (status !== 201) throw new Error(`Signing up was answered with ${status}: ${text}`)
  return { id: body.id as string, email }
}

function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
