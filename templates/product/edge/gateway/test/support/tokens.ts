import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose'

export const issuer = 'https://users.test'
export const audience = 'https://api.test'

export interface TokenClaims {
  readonly sub?: string
  readonly roles?: readonly string[]
  readonly tenant?: string
  readonly issuer?: string
  readonly audience?: string
  /** Seconds from now. */
  readonly expiresIn?: number
}

export interface Signer {
  readonly jwks: JSONWebKeySet
  /** The headers of somebody with such a token. */
  readonly bearer: (claims?: TokenClaims) => Promise<{ readonly authorization: string }>
}

export async function createSigner(kid: string, alg: 'EdDSA' | 'ES256' = 'EdDSA'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  const key = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
  return {
    jwks: { keys: [key] },
    bearer: async ({ sub = 'ada', roles = [], expiresIn = 60, ...claims } = {}) => {
      const { tenant } = claims
      const token = await new SignJWT({ roles, ...(tenant === undefined ? {} : { tenant }) })
        .setProtectedHeader({ alg, kid })
        .setSubject(sub)
        .setIssuer(claims.issuer ?? issuer)
        .setAudience(claims.audience ?? audience)
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
        .sign(privateKey)
      return { authorization: `Bearer ${token}` }
    },
  }
}
