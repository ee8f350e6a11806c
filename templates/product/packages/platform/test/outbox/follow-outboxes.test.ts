import { defineEvent } from '@shop/platform/events'
import { followOutboxes, publish } from '@shop/platform/outbox'
import { openTestDatabase } from '@shop/platform/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

const seedSown = defineEvent({
  type: 'garden.SeedSown',
  version: 1,
  description: 'A seed is in the ground.',
  payload: z.object({ seed: z.string() }),
  key: ({ seed }) => seed,
})

let garden: Awaited<ReturnType<typeof openGarden>>

async function openGarden() {
  const opened = await openTestDatabase([{ name: 'garden', migrations: null }])
  const database = await opened.database.module('garden')
  const followers = followOutboxes(opened.database, [database], 60_000)
  const follower = followers.byModule.get('garden')
  if (follower === undefined) throw new Error('There is no garden.')
  const sow = (seed: string) => database.transaction(tx => publish(tx, seedSown, { seed }))
  return { opened, followers, follower, sow }
}

beforeAll(async () => {
  garden = await openGarden()
})
afterAll(async () => {
  await garden.followers.close()
  await garden.opened.drop()
})

it('is read from any place on, by as many as like, again and again', async () => {
  const { follower, sow } = garden
  expect(await follower.newest()).toBeNull()
  for (const seed of ['rowan', 'hazel', 'wren']) await sow(seed)
  const read = async (after: string | null) =>
    (await follower.read(after, 10))?.map(({ envelope }) => (envelope.payload as { seed: string }).seed)
  // What is committed is held back while an older transaction is open anywhere on the server.
  await expect.poll(() => read(null), { timeout: 10_000 }).toEqual(['rowan', 'hazel', 'wren'])
  const [first] = (await follower.read(null, 1)) ?? []
  expect(await read(first?.place ?? '')).toEqual(['hazel', 'wren'])
  expect(await read(await follower.newest())).toEqual([])
  expect(await read(null)).toEqual(['rowan', 'hazel', 'wren'])
})

it('knows what is no place', async () => {
  for (const text of ['', '7', 'a-b', "0-0' or true", '1-2-3'])
    expect(await garden.follower.read(text, 1)).toBeNull()
})

it('wakes who waits long before the next look', async () => {
  const { follower, sow } = garden
  const signal = AbortSignal.timeout(20_000)
  const began = performance.now()
  const woken = follower.wait(signal)
  // Until the line is open, notices are lost.
  const sowing = setInterval(() => void sow('linden'), 100)
  await woken.finally(() => clearInterval(sowing))
  expect(performance.now() - began).toBeLessThan(15_000)
})
