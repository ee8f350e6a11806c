import type { SessionTokens } from './web-users.js'

type Refresh = (refreshToken: string) => Promise<SessionTokens>

/** Milliseconds. */
const keep = 10_000

/**
 * Two tabs refresh with the same token at the same time. It is good for one use, so both get what that gave; a token that
 * was used longer ago is refused by whoever gave it.
 */
export function shareRefreshes(refresh: Refresh): Refresh {
  const underWay = new Map<string, Promise<SessionTokens>>()
  return token => {
    const known = underWay.get(token)
    if (known !== undefined) return known
    const tokens = refresh(token)
    underWay.set(token, tokens)
    const forget = () => underWay.delete(token)
    tokens.then(() => setTimeout(forget, keep).unref(), forget)
    return tokens
  }
}
