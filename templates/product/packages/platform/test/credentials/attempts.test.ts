import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Attempts, createAttempts, deriveSubject } from '../../src/credentials/index.js'
import { deriveWait } from '../../src/credentials/throttle.js'
import { openVault } from './vault.js'

let vault: Awaited<ReturnType<typeof openVault>>
let attempts: Attempts

beforeAll(async () => {
  vault = await openVault()
  attempts = createAttempts(vault.database, vault.now)
})
afterAll(() => vault?.drop())

describe('attempts to sign in', () => {
  it('are free at first, then wait twice as long each time, a quarter of an hour at most', () => {
    expect([1, 4, 5, 6, 7, 30, 2_000].map(deriveWait)).toEqual([0, 0, 1_000, 2_000, 4_000, 900_000, 900_000])
  })

  it('count though they come at the same time, for one subject alone', async () => {
    const ann = deriveSubject('ann@example.com', '192.0.2.1')
    const waits = await Promise.all(Array.from({ length: 12 }, () => attempts.claim(ann)))
    expect(waits.filter(wait => wait === 0)).toHaveLength(5)
    expect(await attempts.claim(deriveSubject('ann@example.com', '192.0.2.2'))).toBe(0)
    vault.pass(1_000)
    expect(await attempts.claim(ann)).toBe(0)
    expect(await attempts.claim(ann)).toBe(2_000)
  })

  it('are forgotten after one that was right, and after a day', async () => {
    const bob = deriveSubject('bob@example.com', null)
    for (let guess = 0; guess < 5; guess++) await attempts.claim(bob)
    expect(await attempts.claim(bob)).toBe(1_000)
    await attempts.forget(vault.database.db, bob)
    expect(await attempts.claim(bob)).toBe(0)
    for (let guess = 0; guess < 4; guess++) await attempts.claim(bob)
    vault.pass(24 * 3_600_000 + 1)
    await attempts.deleteOld()
    for (let guess = 0; guess < 5; guess++) expect(await attempts.claim(bob)).toBe(0)
  })

  it('are of the same subject however an address is written, and show nothing that was typed', () => {
    expect(deriveSubject('Ann@Example.com', null)).toEqual(deriveSubject('ann@example.com', null))
    expect(deriveSubject('hunter2', null).includes('hunter2')).toBe(false)
  })
})
