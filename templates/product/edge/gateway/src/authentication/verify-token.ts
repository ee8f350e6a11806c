import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { SigningKeysUnavailable } from './signing-keys.js'

/** Whom a token speaks for. */
export interface Identity {
  readonly userId: string
  readonly roles: readonly string[]
  readonly tenant: string | null
}

export type TokenCheck =
  | {
      readonly kind: 'valid'
      readonly identity: Identity
      /** Milliseconds since 1970, with what clocks may differ. */
      readonly expiresAt: number
    }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'unavailable' }

export interface TokenRules {
  readonly keys: JWTVerifyGetKey
  readonly issuer: string
  readonly audience: string
  /** Seconds that clocks may differ. */
  readonly clockTolerance: number
}

const algorithms = ['EdDSA', 'Ed25519', 'ES256']

export async function verifyToken(token: string, rules: TokenRules): Promise<TokenCheck> {
  const { keys, issuer, audience, clockTolerance } = rules
  try {
    const requiredClaims = ['sub', 'exp']
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      clockTolerance,
      algorithms,
      requiredClaims,
    })
    const identity = readIdentity(payload)
    if (identity === null) return { kind: 'invalid' }
    return { kind: 'valid', identity, expiresAt: ((payload.exp ?? 0) + clockTolerance) * 1000 }
  } catch (error) {
    return { kind: error instanceof SigningKeysUnavailable ? 'unavailable' : 'invalid' }
  }
}

/** They travel in headers, roles in a list with commas. */
const headerText = /^[\x21-\x7e]{1,255}$/
const roleText = /^[\w.:-]{1,64}$/

function readIdentity({ sub, roles, tenant }: JWTPayload): Identity | null {
  if (sub === undefined || !headerText.test(sub)) return null
  const named = Array.isArray(roles) ? roles : []
  return {
    userId: sub,
    roles: named.filter((role): role is string => typeof role === 'string' && roleText.test(role)),
    tenant: typeof tenant === 'string' && headerText.test(tenant) ? tenant : null,
  }
}
