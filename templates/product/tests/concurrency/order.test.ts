import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findBundle } from '../support/bundle.js'
import { signIn, signUp } from '../support/client.js'
import { openInstallation } from '../support/installation.js'
import { startProcess } from '../support/process.js'
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
    const [admin, ...others] = await Promise.all([
      signUp(ask, 'ada'),
      signUp(ask, 'wren'),
      signUp(ask, 'robin'),
    ])
    const script = join(await findBundle(), 'make-admin.js')
    expect(await startProcess([script, admin.email], { env }).ended).toMatchObject({ code: 0 })
    const { headers } = await signIn(ask, admin)

    const write = async (writer: number) => {
      for (let round = 0; round < rounds; round++) {
        const route = `PUT /users/${others[round % others.length]?.id}/roles`
        const answer = await ask(route, { roles: [`writer-${writer}`, `round-${round}`] }, headers)
        expect(answer.status).toBe(200)
      }
    }
    await Promise.all(Array.from({ length: writers }, (_unused, writer) => write(writer)))

    const users = await test.database.module<object>('users')
    const witness = await test.database.module<object>('witness')
    const { rows } = await sql<{ id: string; key: string }>`
      select id, key from outbox where type = 'users.UserRolesChanged' order by key, aggregate_version`.execute(
      users.db,
    )
    expect(rows.length).toBe(writers * rounds + 1)
    const seen = async () => (await readSeen(witness)).filter(({ type }) => type === 'users.UserRolesChanged')
    await expect.poll(async () => (await seen()).length, { timeout: 20_000 }).toBe(rows.length)
    const arrived = await seen()
    for (const { id } of [admin, ...others])
      expect(arrived.filter(({ key }) => key === id).map(({ event_id }) => event_id)).toEqual(
        rows.filter(({ key }) => key === id).map(one => one.id),
      )
    process.kill('SIGTERM')
    expect(await process.ended).toMatchObject({ code: 0 })
  }, 60_000)
})
