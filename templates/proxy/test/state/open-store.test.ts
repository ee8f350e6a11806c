import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/state/open-store.js'
import { exampleState } from './example-state.js'

test('a file is opened where the config names one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'strangler-open-'))
  const store = await openStore({ kind: 'file', file: join(folder, 'state.json') })
  await store.save(exampleState(1), 0)
  expect(await store.load()).toEqual(exampleState(1))
  await store.close()
  await rm(folder, { recursive: true })
})

test.each([
  ['postgres', 'postgres://someone:secret@127.0.0.1:1/none', /^PostgreSQL cannot be used: /],
  ['redis', 'redis://:secret@127.0.0.1:1', /^Redis cannot be used: /],
] as const)(
  '%s is opened where the config names it, and says so when nothing answers',
  async (kind, url, message) => {
    const store = await openStore({ kind, url, name: 'default' })
    const failure = await store.load().catch(error => error)
    expect(failure.message).toMatch(message)
    expect(failure.message).not.toContain('secret')
    await store.close()
  },
)
