import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'

export interface SigningKeysOptions {
  /** The public keys of whoever signs tokens: where they are, or how to get them. */
  readonly jwks: URL | string | (() => JSONWebKeySet | Promise<JSONWebKeySet>)
  /** Milliseconds after which keys are asked for anew. */
  readonly maxAge?: number
  /** Milliseconds between two times of asking because of a key that is not known, or after a failure. */
  readonly cooldown?: number
  readonly now?: () => number
}

/** The keys cannot be had: no token is wrong because of that. */
export class SigningKeysUnavailable extends Error {}

/** Milliseconds. */
const patience = 3000

/**
 * Keeps the keys; asks anew when they are old, and at once when a token names a key that is not among them. Old keys go on
 * counting while new ones cannot be had. `replaced` is told of each new set.
 */
export function createSigningKeys(
  options: SigningKeysOptions,
  replaced: () => void = () => {},
): JWTVerifyGetKey {
  const { maxAge = 600_000, cooldown = 5000, now = Date.now } = options
  const load = loaderOf(options.jwks)
  let known: { readonly find: JWTVerifyGetKey; readonly at: number } | null = null
  let askedAt = Number.NEGATIVE_INFINITY
  let pending: Promise<void> | null = null
  const refresh = async () => {
    askedAt = now()
    try {
      known = { find: createLocalJWKSet(await load()), at: now() }
      replaced()
    } catch (cause) {
      if (known === null) throw new SigningKeysUnavailable('The keys of tokens cannot be had.', { cause })
    } finally {
      pending = null
    }
  }
  const refreshed = () => {
    pending ??= refresh()
    return pending
  }
  const mayAsk = () => pending !== null || now() - askedAt >= cooldown
  return async (header, token) => {
    if (known === null) {
      if (!mayAsk()) throw new SigningKeysUnavailable('The keys of tokens could not be had just now.')
      await refreshed()
    } else if (now() - known.at >= maxAge && mayAsk()) await refreshed()
    const { find } = known as unknown as { find: JWTVerifyGetKey }
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error
      await refreshed()
      return (known as unknown as { find: JWTVerifyGetKey }).find(header, token)
    }
  }
}

function loaderOf(jwks: SigningKeysOptions['jwks']): () => Promise<JSONWebKeySet> {
  if (typeof jwks === 'function') return async () => jwks()
  return async () => {
    const answer = await fetch(jwks, { signal: AbortSignal.timeout(patience), redirect: 'error' })
    if (!answer.ok) throw new Error(`${jwks} answered ${answer.status}.`)
    return (await answer.json()) as JSONWebKeySet
  }
}
