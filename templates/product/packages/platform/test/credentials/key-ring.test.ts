import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createKeyRing, type KeyRing } from '../../src/credentials/index.js'
import { silent } from '../../src/database/index.js'
import { openVault, secret } from './vault.js'

const day = 24 * 3_600_000
let vault: Awaited<ReturnType<typeof openVault>>
let records: string[]
let warnings: (readonly string[])[]

beforeAll(async () => {
  vault = await openVault()
})
afterAll(() => vault?.drop())
beforeEach(async () => {
  await sql`truncate signing_keys`.execute(vault.database.db)
  records = []
  warnings = []
})

/** Of a replica. */
function openRing(own = secret): KeyRing {
  const { database, now } = vault
  const warn = (fields: object) => void warnings.push((fields as { readonly keys: string[] }).keys)
  const record = async (
    _: unknown,
    { action, subject }: { readonly action: string; readonly subject: string },
  ) => void records.push(`${action} ${subject}`)
  return createKeyRing({ database, now, record, secret: own, log: { ...silent, warn } })
}

const idsOf = async (ring: KeyRing) => (await ring.read()).map(({ id }) => id)

describe('a ring of keys', () => {
  it('has one first key, though replicas start together, and writes it down', async () => {
    const seen = await Promise.all(Array.from({ length: 4 }, () => idsOf(openRing())))
    const [id, ...others] = new Set(seen.flat())
    expect(others).toEqual([])
    expect(records).toEqual([`signing-key-created ${id}`])
    expect(warnings).toEqual([])
  })

  it('announces a key, signs with it, and keeps the one before until its tokens are dead', async () => {
    const ring = openRing()
    const [first] = await idsOf(ring)
    vault.pass(29 * day)
    await ring.rotate()
    const [, second] = await idsOf(ring)
    expect((await ring.choose()).id).toBe(first)
    vault.pass(day)
    await ring.rotate()
    expect((await ring.choose()).id).toBe(second)
    expect(await idsOf(ring)).toEqual([first, second])
    vault.pass(3_600_000)
    await ring.rotate()
    expect(await idsOf(ring)).toEqual([second])
    expect(records.at(-1)).toBe(`signing-key-removed ${first}`)
  })

  it('keeps no private key that can be read', async () => {
    await openRing().read()
    const { rows } = await sql<{ public_key: object; sealed_private_key: Buffer }>`
      select * from signing_keys`.execute(vault.database.db)
    expect(rows[0]?.public_key).not.toHaveProperty('d')
    // What each PKCS #8 of an elliptic curve has in it.
    expect(rows[0]?.sealed_private_key.includes(Buffer.from('2a8648ce3d0201', 'hex'))).toBe(false)
  })
})

describe('another secret', () => {
  it('leaves the keys before it published, signs with one of its own, and tells which it does not open, once', async () => {
    const before = await openRing().choose()
    const changed = openRing('z'.repeat(40))
    const after = await changed.choose()
    expect(after.id).not.toBe(before.id)
    expect(await idsOf(changed)).toEqual([before.id, after.id])
    vault.pass(10_000)
    await changed.read()
    expect(warnings).toEqual([[before.id]])
  })

  it('lets replicas with one secret and with the other sign side by side for as long as a key signs', async () => {
    const one = openRing()
    const other = openRing('z'.repeat(40))
    const ids = [(await one.choose()).id, (await other.choose()).id]
    vault.pass(20 * day)
    await one.rotate()
    await other.rotate()
    expect([(await one.choose()).id, (await other.choose()).id]).toEqual(ids)
    expect(await idsOf(one)).toEqual(ids)
    vault.pass(12 * day)
    await other.rotate()
    expect(await idsOf(other)).not.toContain(ids[0])
  })

  it('is known to the others within seconds', async () => {
    const one = openRing()
    await one.read()
    const { id } = await openRing('z'.repeat(40)).choose()
    vault.pass(5_000)
    expect(await idsOf(one)).toContain(id)
  })
})
