import type { TokenCheck } from './verify-token.js'

export type CheckToken = (token: string) => Promise<TokenCheck>

export interface RememberOptions {
  /** Tokens kept; beyond it the first are forgotten, and are checked again. */
  readonly most?: number
  /** Milliseconds after which a token is checked again, however long it is valid. */
  readonly lifetime: number
  readonly now?: () => number
}

export interface RememberedTokens {
  readonly check: CheckToken
  /** Whatever was found valid by keys that are replaced has to be checked again. */
  readonly forget: () => void
}

interface Found {
  readonly check: TokenCheck
  /** Milliseconds since 1970. */
  readonly until: number
}

/**
 * Remembers tokens that were found valid: a signature takes longer to check than all else that the gateway does, and whoever
 * has a token asks with it again and again. Never beyond what the token itself allows.
 */
export function rememberTokens(
  check: CheckToken,
  { most = 10_000, lifetime, now = Date.now }: RememberOptions,
): RememberedTokens {
  let found = new Map<string, Found>()
  const keep = (token: string, entry: Found) => {
    found.delete(token)
    found.set(token, entry)
    const [first] = found.keys()
    if (found.size > most && first !== undefined) found.delete(first)
  }
  return {
    check: async token => {
      const known = found.get(token)
      if (known !== undefined && known.until > now()) return known.check
      const current = found
      const checked = await check(token)
      // Keys that were replaced meanwhile may be those by which it was found valid.
      if (checked.kind === 'valid' && current === found)
        keep(token, { check: checked, until: Math.min(now() + lifetime, checked.expiresAt) })
      return checked
    },
    forget: () => {
      found = new Map()
    },
  }
}
