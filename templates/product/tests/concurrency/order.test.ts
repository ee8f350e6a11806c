import { openInstallation } from '@shop/platform/testing'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeNote } from '../support/scribe/scribe.js'
import { startWitness } from '../support/witness/start-witness.js'
import { readSeen } from '../support/witness/witness.js'

const writers = 4
const rounds = 12
const natsUrl = process.env.NATS_URL ?? ''
const buses = [
  { bus: 'the bus over the outboxes', nats: '' },
  { bus: natsUrl ? 'JetStream' : 'JetStream (left out: NATS_URL is not set)', nats: natsUrl },
]

describe.each(buses)('over $bus', ({ bus, nats }) => {
  it('what four writers do at once to the same things arrives in the order of each thing', async context => {
    context.skip(bus !== buses[0]?.bus && nats === '')
    const { env: given, test, drop } = await openInstallation()
    const { NATS_URL: _, ...own } = given as { NATS_URL?: string }
    const env = nats === '' ? own : { ...own, NATS_URL: nats }
    const { process, ask } = await startWitness('seeing', env)
    onTestFinished(async () => {
      process.kill('SIGKILL')
      await process.ended
      await drop()
    })
    const keys = ['ada', 'robin', 'wren']
    const write = async (writer: number) => {
      for (let round = 0; round < rounds; round++)
        await writeNote(ask, keys[round % keys.length] ?? '', `writer ${writer}, round ${round}`)
    }
    await Promise.all(Array.from({ length: writers }, (_unused, writer) => write(writer)))

    const scribe = await test.database.module<object>('scribe')
    const witness = await test.database.module<object>('witness')
    const { rows } = await sql<{ id: string; key: string }>`
      select id, key from outbox order by key, aggregate_version`.execute(scribe.db)
    expect(rows.length).toBe(writers * rounds)
    const seen = () => readSeen(witness)
    await expect.poll(async () => (await seen()).length, { timeout: 20_000 }).toBe(rows.length)
    const arrived = await seen()
    for (const key of keys)
      expect(arrived.filter(one => one.key === key).map(({ event_id }) => event_id)).toEqual(
        rows.filter(row => row.key === key).map(({ id }) => id),
      )
    process.kill('SIGTERM')
    expect(await process.ended).toMatchObject({ code: 0 })
  }, 60_000)
})
