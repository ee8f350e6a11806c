import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Installation, openInstallation } from '@shop/platform/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeNote } from '../support/scribe/scribe.js'
import { startWitness, type WitnessReplica } from '../support/witness/start-witness.js'
import { readSeen, readTicks, tickEvery } from '../support/witness/witness.js'

const patience = { timeout: 20_000 }
let installation: Installation
let replicas: readonly WitnessReplica[] = []

/** On one database, and in one folder. */
beforeAll(async () => {
  installation = await openInstallation()
  const { env } = installation
  replicas = await Promise.all([startWitness('seeing', env), startWitness('seeing', env)])
})
afterAll(async () => {
  for (const { process } of replicas) process.kill('SIGKILL')
  await Promise.all(replicas.map(({ process }) => process.ended))
  await installation?.drop()
})

it('two replicas handle each event once and run each job once, and one goes on where the other was killed', async () => {
  const [one, two] = replicas as readonly [WitnessReplica, WitnessReplica]
  const witness = await installation.test.database.module<object>('witness')
  const seen = async () => (await readSeen(witness)).map(({ key }) => key).sort()
  const ticks = () => readTicks(witness)

  await Promise.all([writeNote(one.ask, 'one'), writeNote(two.ask, 'two'), writeNote(one.ask, 'three')])
  await expect.poll(seen, patience).toEqual(['one', 'three', 'two'])
  await expect.poll(async () => (await ticks()).length, patience).toBeGreaterThan(3)

  const [{ pid } = { pid: 0 }] = await ticks()
  const [killed, left] = one.process.pid === pid ? [one, two] : [two, one]
  killed.process.kill('SIGKILL')
  await killed.process.ended
  await writeNote(left.ask, 'four')
  await expect.poll(seen, patience).toEqual(['four', 'one', 'three', 'two'])
  await expect.poll(async () => (await ticks()).at(-1)?.pid, patience).toBe(left.process.pid)

  const all = await ticks()
  const elapsed = (all.at(-1)?.at ?? 0) - (all[0]?.at ?? 0)
  expect(all.length).toBeLessThanOrEqual(elapsed / tickEvery + 2)

  left.process.kill('SIGTERM')
  expect(await left.process.ended).toEqual({ code: 0, signal: null })
  const { folder } = installation
  const states = readdirSync(folder).filter(file => file.endsWith('.json'))
  for (const file of states) expect(() => JSON.parse(readFileSync(join(folder, file), 'utf8'))).not.toThrow()
  for (const { process } of replicas) expect(process.output()).not.toMatch(/"level":"error"|state/)
}, 60_000)
