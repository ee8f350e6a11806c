import { type GatewayRequest, headerValues, type Refusal } from 'strangler-proxy/start'
import { refuse } from '../http/refusals.js'
import type { RouteSettings } from '../routing/route-settings.js'
import { rememberTokens } from './remember-tokens.js'
import { createSigningKeys, type SigningKeysOptions } from './signing-keys.js'
import { type Identity, verifyToken } from './verify-token.js'

export interface AuthenticationOptions extends SigningKeysOptions {
  readonly issuer: string
  readonly audience: string
  /** Seconds that clocks may differ; 30 unless told otherwise. */
  readonly clockTolerance?: number
}

/** Who asks; null for somebody without a token. */
export type Authenticate = (head: GatewayRequest['head']) => Promise<Identity | null | Refusal>

const invalid = ['WWW-Authenticate', 'Bearer error="invalid_token"']

export function createAuthenticate(options: AuthenticationOptions): Authenticate {
  const { issuer, audience, clockTolerance = 30 } = options
  const keys = createSigningKeys(options, () => remembered.forget())
  const rules = { keys, issuer, audience, clockTolerance }
  const remembered = rememberTokens(token => verifyToken(token, rules), {
    lifetime: Math.min(60_000, options.maxAge ?? 60_000),
  })
  return async head => {
    const credentials = headerValues(head, 'authorization')
    if (credentials.length === 0) return null
    const [, token] = /^bearer +(\S+)$/i.exec(credentials[0] ?? '') ?? []
    if (credentials.length > 1 || token === undefined) return refuse('token-invalid', { headers: invalid })
    const check = await remembered.check(token)
    if (check.kind === 'valid') return check.identity
    if (check.kind === 'invalid') return refuse('token-invalid', { headers: invalid })
    return refuse('signing-keys-unavailable', { retryAfter: 5 })
  }
}

/** Null when the one who asks may have it. */
export function checkAccess(auth: RouteSettings['auth'], identity: Identity | null): Refusal | null {
  if (auth === 'none') return null
  if (auth === 'nobody') return refuse('not-found')
  if (identity === null) return refuse('token-missing', { headers: ['WWW-Authenticate', 'Bearer'] })
  if (auth === 'user') return null
  const roles = auth.slice('role:'.length).split('|')
  if (roles.some(role => identity.roles.includes(role))) return null
  return refuse('role-missing', { headers: ['WWW-Authenticate', 'Bearer error="insufficient_scope"'] })
}
