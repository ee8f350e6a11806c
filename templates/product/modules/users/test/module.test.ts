import { readFile } from 'node:fs/promises'
import { localFacade } from '@shop/platform/contract'
import { credentialTables } from '@shop/platform/credentials'
import { createUsersModule, migrations, type UsersDeps, type UsersFacade } from '@shop/users'
import { usersContract } from '@shop/users/contract'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, openModule, password, tokens } from './open-module.js'

let opened: Awaited<ReturnType<typeof openModule>>
let users: UsersFacade

const minute = 60_000
const day = 24 * 60 * minute
const email = 'ann@example.com'
const facadeOf = (deps: Partial<UsersDeps>) =>
  localFacade(usersContract, createUsersModule({ ...opened.deps, ...deps }).implementation)
const signUp = () => users.signUp({ email, name: 'Ann', password })
const signIn = (given = password) => users.signIn({ email, password: given })
const refuses = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code })

beforeAll(async () => {
  opened = await openModule()
})
afterAll(() => opened.test.drop())
beforeEach(async () => {
  const { db } = opened.database
  await sql`truncate users, sessions, refresh_tokens, sign_in_attempts, signing_keys, outbox`.execute(db)
  await sql`alter table audit_log disable trigger user`.execute(db)
  await sql`truncate audit_log`.execute(db)
  await sql`alter table audit_log enable trigger user`.execute(db)
  users = facadeOf({})
})

describe('signing up', () => {
  it('tells the others in the same transaction, once for each address however it is written', async () => {
    const attempts = ['Ann@Example.com', 'ann@EXAMPLE.com', 'ａnn@example.com'].map(given =>
      users.signUp({ email: given, name: 'Ann', password }),
    )
    const ends = await Promise.allSettled(attempts)
    const reasons = ends.flatMap(end => (end.status === 'rejected' ? [end.reason.code] : []))
    expect(reasons).toEqual(['email-taken', 'email-taken'])
    const { rows } = await sql`select type, payload->>'email' as email from outbox`.execute(
      opened.database.db,
    )
    expect(rows).toEqual([{ type: 'users.UserSignedUp', email }])
  })

  it('keeps no password, and makes nobody an admin', async () => {
    const user = await signUp()
    expect(user.roles).toEqual([])
    const { rows } = await sql<{ row: string }>`select users::text as row from users`.execute(
      opened.database.db,
    )
    expect(rows[0]?.row).toContain('$scrypt$')
    expect(rows[0]?.row).not.toContain(password)
    await refuses(users.signUp({ email: 'ann@localhost', name: 'Ann', password }), 'email-invalid')
  })
})

describe('signing in', () => {
  it('gives a token that the published keys verify', async () => {
    const { id } = await signUp()
    const { accessToken, expiresIn } = await signIn()
    const keys = createLocalJWKSet((await users.getSigningKeys({})) as never)
    const { payload, protectedHeader } = await jwtVerify(accessToken, keys, {
      ...tokens,
      algorithms: ['ES256'],
    })
    expect(payload).toMatchObject({ sub: id, roles: [], jti: expect.any(String) })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(expiresIn)
    expect(protectedHeader.kid).toEqual(expect.any(String))
  })

  it('tells no wrong password from an unknown account', async () => {
    await signUp()
    const known = await signIn('wrong').catch(error => error)
    const unknown = await users.signIn({ email: 'eve@example.com', password }).catch(error => error)
    expect([known.code, known.message, known.details]).toEqual([
      unknown.code,
      unknown.message,
      unknown.details,
    ])
  })

  it('is slowed down for one account and address, and says for how long', async () => {
    await signUp()
    const ends = await Promise.allSettled(Array.from({ length: 7 }, () => signIn('wrong')))
    const codes = ends.map(end => (end.status === 'rejected' ? end.reason.code : 'in'))
    expect(codes.filter(code => code === 'credentials-wrong')).toHaveLength(5)
    await expect(signIn()).rejects.toMatchObject({ details: { status: 429, fields: { retryAfter: 1 } } })
    await expect(
      facadeOf({ readClient: () => ({ address: '192.0.2.2', agent: null }) }).signIn({ email, password }),
    ).resolves.toBeDefined()
    opened.pass(1_000)
    await expect(signIn()).resolves.toBeDefined()
    await expect(signIn('wrong')).rejects.toMatchObject({ code: 'credentials-wrong' })
  })

  it('hashes a password anew once more is asked', async () => {
    await signUp()
    const readHash = async () =>
      (await opened.database.db.selectFrom('users').select('password_hash').executeTakeFirst())?.password_hash
    const before = await readHash()
    await signIn()
    expect(await readHash()).toBe(before)
    const stronger = facadeOf({ passwords: { cost: { ln: 11, r: 8, p: 1 } } })
    await stronger.signIn({ email, password })
    expect(await readHash()).toContain('ln=11')
    await stronger.signIn({ email, password })
  })
})

describe('a refresh token', () => {
  it('is good once; whoever uses it again later ends the whole session', async () => {
    await signUp()
    const first = await signIn()
    const second = await users.refresh(first)
    opened.pass(minute)
    await refuses(users.refresh(first), 'refresh-token-invalid')
    await refuses(users.refresh(second), 'refresh-token-invalid')
    expect((await opened.readAudit()).map(({ action }) => action)).toContain('refresh-token-reused')
  })

  it('gives two replicas that it reaches at the same time the same next one', async () => {
    await signUp()
    const first = await signIn()
    const [one, other] = await Promise.all([users.refresh(first), facadeOf({}).refresh(first)])
    expect(one.refreshToken).toBe(other.refreshToken)
    await expect(users.refresh(one)).resolves.toBeDefined()
  })

  it('is over after signing out, which may be done twice', async () => {
    await signUp()
    const first = await signIn()
    await users.signOut(first)
    await users.signOut(first)
    await refuses(users.refresh(first), 'refresh-token-invalid')
  })
})

describe('sessions', () => {
  it('are seen and ended by their user alone', async () => {
    const { id } = await signUp()
    const { id: other } = await users.signUp({ email: 'bob@example.com', name: 'Bob', password })
    const tokens = await signIn()
    const { sessions } = await as(id, () => users.listSessions({}))
    expect(sessions).toMatchObject([{ address: '192.0.2.1', agent: 'test' }])
    const session = { id: sessions[0]?.id ?? '' }
    expect(await as(other, () => users.listSessions({}))).toEqual({ sessions: [] })
    await refuses(
      as(other, () => users.revokeSession(session)),
      'not-found',
    )
    await as(id, () => users.revokeSession(session))
    expect(await as(id, () => users.listSessions({}))).toEqual({ sessions: [] })
    await refuses(users.refresh(tokens), 'refresh-token-invalid')
  })
})

describe('roles', () => {
  it('are granted by admins alone, and the first admin by the operator', async () => {
    const { id } = await signUp()
    const grant = () => users.changeRoles({ id, roles: ['editor', 'admin', 'editor'] })
    await refuses(grant(), 'unauthenticated')
    await refuses(as(id, grant, ['editor']), 'forbidden')
    const { makeAdmin } = createUsersModule(opened.deps)
    expect(await makeAdmin('nobody@example.com')).toBe(false)
    expect(await makeAdmin('Ann@example.com')).toBe(true)
    expect((await as(id, grant, ['admin'])).roles).toEqual(['admin', 'editor'])
    await as(id, grant, ['admin'])
    const { rows } = await sql`
      select aggregate_version as version, payload->'roles' as roles from outbox where type = 'users.UserRolesChanged' order by xid, seq
    `.execute(opened.database.db)
    expect(rows).toEqual([
      { version: '2', roles: ['admin'] },
      { version: '3', roles: ['admin', 'editor'] },
    ])
  })
})

describe('the audit log', () => {
  it('says who did what, and from where', async () => {
    const { id: subject } = await signUp()
    await signIn('wrong').catch(() => {})
    await users.signOut(await signIn())
    const address = '192.0.2.1'
    expect(await opened.readAudit()).toEqual([
      { action: 'signed-up', actor: subject, subject, address },
      { action: 'sign-in-refused', actor: null, subject, address },
      { action: 'signed-in', actor: subject, subject, address },
      { action: 'signed-out', actor: subject, subject, address },
    ])
  })

  it.each(['update audit_log set actor = null', 'delete from audit_log', 'truncate audit_log'])(
    'refuses to %s',
    async text => {
      await signUp()
      await expect(sql.raw(text).execute(opened.database.db)).rejects.toThrow('only ever added to')
    },
  )
})

describe('signing keys', () => {
  it('are published for the tokens of before and after a change of the secret', async () => {
    await signUp()
    const before = await signIn()
    const changed = facadeOf({ keySecret: 'z'.repeat(40) })
    const after = await changed.signIn({ email, password })
    const keys = createLocalJWKSet((await changed.getSigningKeys({})) as never)
    for (const { accessToken } of [before, after])
      await expect(jwtVerify(accessToken, keys, tokens)).resolves.toBeDefined()
    expect(after.accessToken.split('.')[0]).not.toBe(before.accessToken.split('.')[0])
  })

  it('are rotated by a job', async () => {
    const { jobs } = createUsersModule(opened.deps)
    await users.getSigningKeys({})
    opened.pass(29.5 * day)
    await jobs.find(({ name }) => name === 'rotate-signing-keys')?.run(new AbortController().signal)
    expect((await users.getSigningKeys({})).keys).toHaveLength(2)
  })
})

it('the migration has the tables of credentials as the platform wants them', async () => {
  expect(await readFile(new URL(`${migrations}/0001_users.sql`), 'utf8')).toContain(credentialTables)
})
