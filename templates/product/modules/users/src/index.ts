import type { Facade, Implementation } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Module } from '@shop/platform/module'
import type { Parts } from './application/parts.js'
import { changeProfile, getProfile, getUser } from './application/profile.js'
import { refresh } from './application/refresh.js'
import { changeRoles, makeAdmin } from './application/roles.js'
import { listSessions, revokeSession, signOut } from './application/sessions.js'
import { signIn } from './application/sign-in.js'
import { signUp } from './application/sign-up.js'
import { usersContract } from './contract.js'
import { userRolesChanged, userSignedUp } from './events.js'
import { routes } from './http/routes.js'
import { createAccessTokens, type TokenSettings } from './infrastructure/access-tokens.js'
import { deleteOldAttempts } from './infrastructure/attempt-store.js'
import { type Client, createAudit } from './infrastructure/audit-log.js'
import { createKeyRing, type KeyRing } from './infrastructure/key-ring.js'
import { createPasswordHasher, type PasswordHasherOptions } from './infrastructure/password-hasher.js'
import { createSeal } from './infrastructure/seal.js'
import { deleteExpiredSessions } from './infrastructure/session-store.js'
import type { UsersTables } from './infrastructure/tables.js'

export type { Client } from './infrastructure/audit-log.js'
export type { TokenSettings } from './infrastructure/access-tokens.js'
export type { PasswordHasherOptions } from './infrastructure/password-hasher.js'
export type { UsersTables } from './infrastructure/tables.js'

export type UsersFacade = Facade<typeof usersContract>

export const migrations = new URL('../migrations', import.meta.url)

export interface UsersDeps {
  readonly database: ModuleDatabase<UsersTables>
  readonly tokens: TokenSettings
  /** 32 characters or more: what private keys in the database are encrypted with. */
  readonly keySecret: string
  readonly passwords?: PasswordHasherOptions
  /** Of the request that is being answered. */
  readonly readClient?: () => Client
  readonly now?: () => Date
}

export interface UsersModule extends Module<typeof usersContract> {
  /** For an operator's command; false where nobody has that e-mail address. */
  readonly makeAdmin: (email: string) => Promise<boolean>
}

const hour = 3_600_000

export function createUsersModule(deps: UsersDeps): UsersModule {
  const { database, now = () => new Date(), readClient = () => ({ address: null, agent: null }) } = deps
  const audit = createAudit(readClient)
  const ring = createKeyRing({ database, seal: createSeal(deps.keySecret), audit, now })
  const tokens = createAccessTokens(ring, deps.tokens, now)
  const parts = { database, tokens, audit, readClient, now, passwords: createPasswordHasher(deps.passwords) }
  return {
    contract: usersContract,
    implementation: implement(parts, ring),
    routes,
    events: [userSignedUp, userRolesChanged],
    subscriptions: [],
    jobs: [
      { name: 'rotate-signing-keys', every: hour, run: ring.rotate },
      { name: 'delete-expired-sessions', every: hour, run: () => deleteExpiredSessions(database.db, now()) },
      { name: 'delete-old-attempts', every: hour, run: () => deleteOldAttempts(database.db, now()) },
    ],
    makeAdmin: email => makeAdmin(parts, email),
  }
}

function implement(parts: Parts, ring: KeyRing): Implementation<typeof usersContract> {
  return {
    signUp: input => signUp(parts, input),
    signIn: input => signIn(parts, input),
    refresh: input => refresh(parts, input),
    signOut: input => signOut(parts, input),
    listSessions: () => listSessions(parts),
    revokeSession: input => revokeSession(parts, input),
    getProfile: () => getProfile(parts),
    changeProfile: input => changeProfile(parts, input),
    getUser: input => getUser(parts, input),
    changeRoles: input => changeRoles(parts, input),
    getSigningKeys: async () => ({ keys: (await ring.read()).map(({ publicKey }) => publicKey) }),
  }
}
