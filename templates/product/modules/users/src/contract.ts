import { defineContract } from '@shop/platform/contract'
import { z } from 'zod'

export const userSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  createdAt: z.iso.datetime(),
})

export const tokensSchema = z.object({
  accessToken: z.string(),
  /** Seconds that the access token is good for. */
  expiresIn: z.int(),
  /** Good for one use: the answer has the next one. */
  refreshToken: z.string(),
})

const name = z.string().trim().min(1).max(100)
const email = z.string().trim().min(3).max(254)
const role = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
const refreshToken = z.string().min(1).max(200)
const noSuchUser = { status: 404, title: 'There is no such user' }
/** Milliseconds. A password takes its time, and may have to wait for others. */
const passwordDeadline = 10_000

export const usersContract = defineContract({
  name: 'users',
  operations: {
    signUp: {
      kind: 'command',
      description: 'Opens an account.',
      deadline: passwordDeadline,
      input: z.object({ email, name, password: z.string().min(12).max(256) }),
      output: userSchema,
      errors: {
        'email-invalid': { status: 422, title: 'This is no e-mail address' },
        'email-taken': { status: 409, title: 'There is an account with this e-mail address' },
      },
    },
    signIn: {
      kind: 'command',
      description: 'Begins a session.',
      deadline: passwordDeadline,
      input: z.object({ email, password: z.string().min(1).max(256) }),
      output: tokensSchema,
      errors: {
        'credentials-wrong': { status: 401, title: 'E-mail address or password is wrong' },
        'too-many-attempts': { status: 429, title: 'Too many attempts; wait for the seconds of retryAfter' },
      },
    },
    refresh: {
      kind: 'command',
      description:
        'Goes on with a session. A refresh token that is used twice, some seconds apart, ends it: one of the two stole it.',
      input: z.object({ refreshToken }),
      output: tokensSchema,
      errors: { 'refresh-token-invalid': { status: 401, title: 'Sign in again' } },
    },
    signOut: {
      kind: 'command',
      description: 'Ends the session of a refresh token, if there still is one.',
      idempotent: true,
      input: z.object({ refreshToken }),
      output: z.void(),
      errors: {},
    },
    listSessions: {
      kind: 'query',
      description: 'Lists the open sessions of the caller, the last used first.',
      input: z.object({}),
      output: z.object({
        sessions: z.array(
          z.object({
            id: z.uuid(),
            createdAt: z.iso.datetime(),
            lastUsedAt: z.iso.datetime(),
            address: z.string().nullable(),
            agent: z.string().nullable(),
          }),
        ),
      }),
      errors: {},
    },
    revokeSession: {
      kind: 'command',
      description:
        'Ends a session of the caller. Its access token counts until it expires, some minutes at most.',
      idempotent: true,
      input: z.object({ id: z.uuid() }),
      output: z.void(),
      errors: { 'not-found': { status: 404, title: 'You have no such session' } },
    },
    getProfile: {
      kind: 'query',
      description: 'Reads the account of the caller.',
      input: z.object({}),
      output: userSchema,
      errors: { 'not-found': noSuchUser },
    },
    changeProfile: {
      kind: 'command',
      description: 'Changes the account of the caller.',
      idempotent: true,
      input: z.object({ name }),
      output: userSchema,
      errors: { 'not-found': noSuchUser },
    },
    getUser: {
      kind: 'query',
      description: 'Reads an account; from outside for admins alone.',
      input: z.object({ id: z.uuid() }),
      output: userSchema,
      errors: { 'not-found': noSuchUser },
    },
    changeRoles: {
      kind: 'command',
      description:
        'Sets the roles of a user; for admins alone. Access tokens have them from the next refresh on.',
      idempotent: true,
      input: z.object({ id: z.uuid(), roles: z.array(role).max(20) }),
      output: userSchema,
      errors: { 'not-found': noSuchUser },
    },
    getSigningKeys: {
      kind: 'query',
      description:
        'The public keys of access tokens as a JSON Web Key Set: the present one, the next, and those before.',
      input: z.object({}),
      output: z.object({ keys: z.array(z.record(z.string(), z.string())) }),
      errors: {},
    },
  },
})

type Operations = (typeof usersContract)['operations']

/** What an operation is given, once it is checked. */
export type Input<Name extends keyof Operations> = z.output<Operations[Name]['input']>
export type User = z.output<typeof userSchema>
export type Tokens = z.output<typeof tokensSchema>
