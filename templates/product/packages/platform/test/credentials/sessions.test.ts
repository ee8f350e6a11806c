import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSessions, type Sessions } from '../../src/credentials/index.js'
import { defaultSessionPolicy, deriveSessionEnd, judgeToken } from '../../src/credentials/session-policy.js'
import { openVault } from './vault.js'

const day = 24 * 3_600_000
let vault: Awaited<ReturnType<typeof openVault>>
let sessions: Sessions

beforeAll(async () => {
  vault = await openVault()
  sessions = createSessions(vault.now)
})
afterAll(() => vault?.drop())

/** Answers the first token. */
function begin(userId: string = randomUUID()): Promise<string> {
  const client = { address: '192.0.2.1', agent: 'test' }
  return vault.database.transaction(tx => sessions.open(tx, { id: randomUUID(), userId, client }))
}

async function renew(token: string): Promise<string> {
  const renewal = await vault.database.transaction(tx => sessions.renew(tx, token))
  return renewal.kind === 'renewed' ? renewal.refreshToken : renewal.kind
}

describe('a session', () => {
  it('ends two weeks after it was used, ninety days after it began', () => {
    const end = (now: number) => deriveSessionEnd(new Date(0), new Date(now), defaultSessionPolicy)
    expect(end(day)).toEqual(new Date(15 * day))
    expect(end(80 * day)).toEqual(new Date(90 * day))
  })

  it('is listed for its user until it ends, the last used first', async () => {
    const user = randomUUID()
    const first = await begin(user)
    const second = await begin(user)
    vault.pass(1_000)
    await renew(first)
    const idOf = async (token: string) => (await sessions.find(vault.database.db, token))?.id ?? ''
    const [one, two] = [await idOf(first), await idOf(second)]
    const list = async () => (await sessions.list(vault.database.db, user)).map(({ id }) => id)
    expect(await list()).toEqual([one, two])
    expect(await sessions.end(vault.database.db, one)).toBe(true)
    expect(await sessions.end(vault.database.db, one)).toBe(false)
    expect(await list()).toEqual([two])
    expect(await sessions.belongs(vault.database.db, two, user)).toBe(true)
    expect(await sessions.belongs(vault.database.db, two, randomUUID())).toBe(false)
  })

  it('is gone with its tokens once it is over', async () => {
    const token = await begin()
    vault.pass(14 * day + 1)
    expect(await renew(token)).toBe('over')
    await sessions.deleteExpired(vault.database.db)
    expect(await sessions.find(vault.database.db, token)).toBe(null)
  })
})

describe('a refresh token', () => {
  const seal = Buffer.from('sealed')
  it.each([
    ['good', null, null, null, 1],
    ['again', 0, seal, null, 9_999],
    ['reused', 0, seal, null, 10_000],
    ['reused', 0, null, null, 1],
    ['over', null, null, null, day],
    ['over', null, null, 0, 1],
    ['over', 0, seal, 0, 1],
  ])(
    'is %s when it was used at %j, with successor %j, revoked at %j, presented at %j',
    (judgement, used, sealed_successor, revoked, at) => {
      const date = (time: number | null) => (time === null ? null : new Date(time))
      const token = {
        used_at: date(used),
        sealed_successor,
        revoked_at: date(revoked),
        expires_at: new Date(day),
      }
      expect(judgeToken(token, new Date(at), defaultSessionPolicy)).toBe(judgement)
    },
  )

  it('gives replicas that are asked at the same time the same next one, with which the session goes on', async () => {
    const token = await begin()
    const [next, ...others] = await Promise.all([renew(token), renew(token), renew(token)])
    expect(others).toEqual([next, next])
    vault.pass(9_000)
    expect(await renew(token)).toBe(next)
    expect(await renew(next ?? '')).toHaveLength(token.length)
  })

  it('ends the session when it is used again after the grace', async () => {
    const token = await begin()
    const next = await renew(token)
    vault.pass(10_000)
    expect(await renew(token)).toBe('reused')
    expect(await renew(next)).toBe('over')
  })

  it('ends the session when it is used again after its successor was, however soon', async () => {
    const token = await begin()
    const next = await renew(token)
    const last = await renew(next)
    expect(await renew(token)).toBe('reused')
    expect(await renew(last)).toBe('over')
  })

  it('is of no use where nobody gave it', async () => {
    expect(await renew('a token of somebody who guesses')).toBe('over')
  })

  it('is nowhere in the database, nor is the one that follows it', async () => {
    const token = await begin()
    const next = await renew(token)
    const { rows } = await sql<{ row: string }>`
      select encode(hash, 'escape') || encode(coalesce(sealed_successor, ''), 'escape') as row from refresh_tokens
    `.execute(vault.database.db)
    const stored = rows.map(({ row }) => row).join('\n')
    expect(rows.length).toBeGreaterThan(1)
    for (const secret of [token, next]) expect(stored).not.toContain(secret)
  })
})
