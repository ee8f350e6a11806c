import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { algorithm, type KeyRing } from './key-ring.js'

/** Seconds. Roles that were taken away and sessions that were ended count for so long at most. */
export const accessTokenLifetime = 600

export interface TokenSettings {
  /** Who signs: `https://shop.example`. */
  readonly issuer: string
  /** Whom tokens are for. */
  readonly audience: string
}

export interface AccessTokens {
  readonly sign: (user: { readonly id: string; readonly roles: readonly string[] }) => Promise<string>
}

export function createAccessTokens(ring: KeyRing, settings: TokenSettings, now: () => Date): AccessTokens {
  return {
    sign: async ({ id, roles }) => {
      const key = await ring.choose()
      const issuedAt = Math.floor(now().getTime() / 1000)
      return await new SignJWT({ roles })
        .setProtectedHeader({ alg: algorithm, kid: key.id, typ: 'JWT' })
        .setIssuer(settings.issuer)
        .setAudience(settings.audience)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenLifetime)
        .sign(key.privateKey)
    },
  }
}
