import type { Ask, Fields, Production } from '@shop/platform/testing'

/**
 * How somebody comes in, and what they may do then: all that the proofs in `tests` know of the modules of this product. Keep it
 * in line with the module of users.
 */
export const password = 'correct horse battery staple'

export interface Account {
  readonly id: string
  readonly email: string
}

export interface SignedIn extends Account {
  readonly accessToken: string
  readonly refreshToken: string
  /** What their requests bear. */
  readonly headers: Fields
}

export async function signUp(ask: Ask, name: string): Promise<Account> {
  const email = `${name}@example.org`
  const { status, body, text } = await ask('POST /users', { email, name, password })
  if (status !== 201) throw new Error(`Signing up was answered with ${status}: ${text}`)
  return { id: body.id as string, email }
}

export async function signIn(ask: Ask, { id, email }: Account): Promise<SignedIn> {
  const { status, body, text } = await ask('POST /sessions', { email, password })
  if (status !== 201) throw new Error(`Signing in was answered with ${status}: ${text}`)
  const { accessToken, refreshToken } = body as { accessToken: string; refreshToken: string }
  return { id, email, accessToken, refreshToken, headers: { authorization: `Bearer ${accessToken}` } }
}

/** A change that whoever is signed in may make again and again; 200 when it was made. */
export function change(ask: Ask, { headers }: SignedIn, text: string): ReturnType<Ask> {
  return ask('PATCH /users/me', { name: text }, headers)
}

/** Makes something happen that whoever is concerned hears of at `/web/events`; answers what it is called there. */
export async function causeEvent({ run }: Production, { email }: Account): Promise<string> {
  const { code } = await run('make-admin.js', [email]).ended
  if (code !== 0) throw new Error(`Making ${email} an admin ended with ${code}`)
  return 'users.UserRolesChanged'
}
