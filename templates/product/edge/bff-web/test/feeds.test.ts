import { describe, expect, test, vi } from 'vitest'
import { shareFeed } from '../src/events/share-feed.js'
import { mergeFeeds, UnknownPosition } from '../src/index.js'
import { memoryFeed } from './memory-feed.js'

const time = (second: number) => new Date(second * 1_000).toISOString()

describe('many feeds in one', () => {
  test('come by time, and each in its own order whatever its clock says', async () => {
    const [users, orders] = [memoryFeed(), memoryFeed()]
    users.publish('users.A', 1, time(5))
    users.publish('users.B', 2, time(1))
    orders.publish('orders.C', 3, time(3))
    const merged = mergeFeeds({ users: users.feed, orders: orders.feed })
    const events = await merged.read(null, 10)
    expect(events.map(({ type }) => type)).toEqual(['orders.C', 'users.A', 'users.B'])
  })

  test('go on after any of their events without a loss or a repetition', async () => {
    const [users, orders] = [memoryFeed('u'), memoryFeed('o')]
    for (let at = 0; at < 20; at += 1) {
      users.publish('users.A', `u${at}`, time(at))
      orders.publish('orders.C', `o${at}`, time(at * 1.5))
    }
    const merged = mergeFeeds({ users: users.feed, orders: orders.feed })
    const whole = (await merged.read(null, 100)).map(({ payload }) => payload)
    const steps: unknown[] = []
    for (let after: string | null = null; ; ) {
      const events = await merged.read(after, 3)
      steps.push(...events.map(({ payload }) => payload))
      after = events.at(-1)?.id ?? after
      if (events.length === 0) break
    }
    expect(steps).toEqual(whole)
    expect(new Set(whole).size).toBe(40)
    expect(await merged.read(await merged.newest(), 10)).toEqual([])
  })

  test('know a place that is none', async () => {
    const merged = mergeFeeds({ users: memoryFeed().feed })
    for (const place of ['x', '', Buffer.from('[[1,2]]').toString('base64url')])
      await expect(merged.read(place, 1)).rejects.toThrow(UnknownPosition)
  })

  test('wake whoever waits when any of them has something, and leave nobody waiting', async () => {
    const [users, orders] = [memoryFeed(), memoryFeed()]
    const woken = mergeFeeds({ users: users.feed, orders: orders.feed }).wait(new AbortController().signal)
    orders.publish('orders.C', 1)
    await woken
    expect([users.sleepers(), orders.sleepers()]).toEqual([0, 0])
  })
})

describe('a feed that is shared', () => {
  test('asks again after a failure', async () => {
    const source = memoryFeed()
    const read = vi.spyOn(source.feed, 'read').mockRejectedValueOnce(new Error('The database is down'))
    const shared = shareFeed(source.feed)
    const start = await shared.newest()
    const woken = shared.wait(AbortSignal.timeout(5_000))
    source.publish('a.B', 1)
    await woken
    expect(await shared.read(start, 10)).toHaveLength(1)
    expect(read).toHaveBeenCalled()
    shared.close()
  })

  test('forgets old events, and reads them from where they are kept', async () => {
    const source = memoryFeed()
    const shared = shareFeed(source.feed, { keep: 5 })
    await shared.newest()
    for (let at = 0; at < 40; at += 1) source.publish('a.B', at)
    await vi.waitFor(async () => expect(await shared.newest()).toBe('40'))
    const reads = source.reads()
    expect(await shared.read('36', 10)).toHaveLength(4)
    expect(source.reads()).toBe(reads)
    expect((await shared.read('3', 2)).map(({ id }) => id)).toEqual(['4', '5'])
    expect(source.reads()).toBe(reads + 1)
    shared.close()
  })
})
