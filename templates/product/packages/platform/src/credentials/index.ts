export {
  type AccessTokens,
  accessTokenLifetime,
  createAccessTokens,
  type TokenSettings,
} from './access-tokens.js'
export { type Attempts, createAttempts, deriveSubject } from './attempts.js'
export { credentialTables } from './credential-tables.js'
export { createKeyRing, type KeyRing, type KeyRingParts } from './key-ring.js'
export {
  createPasswordHasher,
  type PasswordCost,
  type PasswordHasher,
  type PasswordHasherOptions,
} from './password-hasher.js'
export type { SessionPolicy } from './session-policy.js'
export { createSessions, type Renewal, type Session, type Sessions } from './sessions.js'
