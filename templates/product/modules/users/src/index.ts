import type { Facade, Implementation } from '@shop/platform/contract'
import {
  createAccessTokens,
  createAttempts,
  createKeyRing,
  createPasswordHasher,
  createSessions,
  type KeyRing,
  type PasswordHasherOptions,
  type SessionPolicy,
  type TokenSettings,
} from '@shop/platform/credentials'
import { type Log, type ModuleDatabase, silent } from '@shop/platform/database'
import { type Client, currentClient } from '@shop/platform/http'
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
import { createAudit } from './infrastructure/audit-log.js'
import type { UsersTables } from './infrastructure/tables.js'

export type { UsersTables } from './infrastructure/tables.js'

export type UsersFacade = Facade<typeof usersContract>

export const migrations = new URL('../migrations', import.meta.url)

export interface UsersDeps {
  readonly database: ModuleDatabase<UsersTables>
  readonly tokens: TokenSettings
  /** 32 characters or more: what private keys in the database are encrypted with. */
  readonly keySecret: string
  readonly passwords?: PasswordHasherOptions
  readonly sessions?: SessionPolicy
  readonly log?: Log
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
  const {
    database,
    keySecret: secret,
    log = silent,
    now = () => new Date(),
    readClient = currentClient,
  } = deps
  const audit = createAudit(readClient)
  const ring = createKeyRing({ database, secret, record: audit, log, now })
  const attempts = createAttempts(database, now)
  const sessions = createSessions(now, deps.sessions)
  const tokens = createAccessTokens(ring, deps.tokens, now)
  const passwords = createPasswordHasher(deps.passwords)
  const parts = { database, passwords, attempts, sessions, tokens, audit, readClient, now }
  return {
    contract: usersContract,
    implementation: implement(parts, ring),
    routes,
    events: [userSignedUp, userRolesChanged],
    subscriptions: [],
    jobs: [
      { name: 'rotate-signing-keys', every: hour, run: ring.rotate },
      { name: 'delete-expired-sessions', every: hour, run: () => sessions.deleteExpired(database.db) },
      { name: 'delete-old-attempts', every: hour, run: attempts.deleteOld },
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
    getSigningKeys: async () => ({ keys: (await ring.read()).map(({ publicKey }) => ({ ...publicKey })) }),
  }
}
