import { type Installation, openInstallation, type RunningProcess } from '@shop/platform/testing'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { writeNote } from '../support/scribe/scribe.js'
import { launchWitness, startWitness } from '../support/witness/start-witness.js'
import { readSeen } from '../support/witness/witness.js'

let installation: Installation
const running: RunningProcess[] = []

beforeAll(async () => {
  installation = await openInstallation()
})
afterEach(async () => {
  for (const process of running.splice(0)) {
    process.kill('SIGKILL')
    await process.ended
  }
})
afterAll(() => installation?.drop())

it('an event is neither lost nor handled twice by processes that are killed after the commit and in the handler', async () => {
  const { env, test } = installation
  const blind = await startWitness('blind', env)
  running.push(blind.process)
  const keys = ['one', 'three', 'two']
  await Promise.all(keys.map(key => writeNote(blind.ask, key)))
  blind.process.kill('SIGKILL')
  await blind.process.ended
  const witness = await test.database.module<object>('witness')
  expect(await readSeen(witness)).toEqual([])

  const mortal = await launchWitness('mortal', env)
  running.push(mortal)
  expect(await mortal.ended).toMatchObject({ signal: 'SIGKILL' })
  expect(await readSeen(witness)).toEqual([])

  running.push(await launchWitness('seeing', env))
  const seen = async () => (await readSeen(witness)).map(({ key }) => key).sort()
  await expect.poll(seen, { timeout: 20_000 }).toEqual(keys)
}, 60_000)
