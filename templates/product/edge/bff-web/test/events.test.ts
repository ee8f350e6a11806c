import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EventStreamOptions } from '../src/index.js'
import { memoryFeed } from './memory-feed.js'
import { openStream } from './open-stream.js'
import { ada, openWeb } from './web-server.js'

let web: Awaited<ReturnType<typeof openWeb>>
let source: ReturnType<typeof memoryFeed>
const open = async (options: Partial<EventStreamOptions> = {}) => {
  const events = { feed: source.feed, mayRead: () => true, ...options }
  web = await openWeb({ events })
}
const listen = (headers: Record<string, string> = {}) =>
  openStream(`http://127.0.0.1:${web.port}/web/events`, { ...ada, ...headers })

beforeEach(() => {
  source = memoryFeed()
})
afterEach(() => web.close())

describe('the stream of events', () => {
  test('tells what happens from now on, in order', async () => {
    source.publish('users.UserSignedUp', 'before')
    await open()
    const stream = await listen()
    expect(stream.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(stream.answer.headers.get('cache-control')).toBe('private, no-store')
    expect(await stream.next()).toEqual({ retry: '2000', id: '1' })
    source.publish('users.UserSignedUp', { name: 'Ada\nLovelace' })
    source.publish('users.UserLeft', 2)
    const first = await stream.nextEvent()
    expect(first).toMatchObject({ id: '2', event: 'users.UserSignedUp' })
    expect(JSON.parse((first as { data: string }).data)).toEqual({
      at: '1970-01-01T00:00:00.001Z',
      payload: { name: 'Ada\nLovelace' },
    })
    expect(await stream.nextEvent()).toMatchObject({ id: '3', event: 'users.UserLeft' })
    stream.leave()
  })

  test('goes on after the last event that a client had, however many there were meanwhile', async () => {
    for (let at = 0; at < 350; at += 1) source.publish('a.B', at)
    await open()
    const stream = await listen({ 'last-event-id': '50' })
    for (let id = 51; id <= 350; id += 1) expect(await stream.nextEvent()).toMatchObject({ id: String(id) })
    source.publish('a.B', 'live')
    expect(await stream.nextEvent()).toMatchObject({ id: '351' })
    stream.leave()
  })

  test('says when it cannot go on where the client was, and begins anew', async () => {
    source.publish('a.B', 1)
    await open()
    const stream = await listen({ 'last-event-id': 'nonsense' })
    expect(await stream.nextEvent()).toEqual({ event: 'reset', id: '1', data: '{}' })
    source.publish('a.B', 2)
    expect(await stream.nextEvent()).toMatchObject({ id: '2' })
    stream.leave()
  })

  test('holds back what the caller may not see, and its place goes on all the same', async () => {
    await open({
      heartbeat: 40,
      mayRead: ({ payload }, { userId }) => (payload as { owner: string }).owner === userId,
    })
    const stream = await listen()
    await stream.next()
    source.publish('a.B', { owner: 'grace' })
    const quiet = await stream.next()
    expect(quiet).toEqual({ id: '1' })
    source.publish('a.B', { owner: 'ada' })
    expect(await stream.nextEvent()).toMatchObject({ id: '2' })
    stream.leave()
  })

  test('passes over an event about which nobody can tell', async () => {
    await open({ mayRead: ({ payload }) => (payload as { owner: { id: string } }).owner.id === 'ada' })
    const stream = await listen()
    await stream.next()
    source.publish('a.B', { of: 'another shape' })
    source.publish('a.B', { owner: { id: 'ada' } })
    expect(await stream.nextEvent()).toMatchObject({ id: '2' })
    stream.leave()
  })

  test('gives signs of life', async () => {
    await open({ heartbeat: 20 })
    const stream = await listen()
    await stream.next()
    expect([await stream.next(), await stream.next()]).toEqual([{}, {}])
    stream.leave()
  })

  test('is read once for all who listen, and left alone by those who went', async () => {
    await open()
    const streams = await Promise.all(
      Array.from({ length: 20 }, (_, at) => listen({ 'x-user-id': `user-${at}` })),
    )
    await Promise.all(streams.map(stream => stream.next()))
    const before = source.reads()
    source.publish('a.B', 1)
    const told = await Promise.all(streams.map(stream => stream.nextEvent()))
    expect(told).toHaveLength(20)
    expect(source.reads() - before).toBeLessThanOrEqual(2)
    expect(source.sleepers()).toBeLessThanOrEqual(1)
    for (const stream of streams) stream.leave()
  })

  test('has so many listeners a user and no more, until one leaves', async () => {
    await open({ streamsPerUser: 2 })
    const streams = [await listen(), await listen()]
    const third = await listen()
    expect([third.answer.status, (await listen({ 'x-user-id': 'grace' })).answer.status]).toEqual([429, 200])
    streams[0]?.leave()
    await vi.waitFor(async () => expect((await listen()).answer.status).toBe(200))
  })

  test('waits for a client that does not read, and remembers nothing for it', async () => {
    await open()
    const socket = connect(web.port, '127.0.0.1')
    socket.write('GET /web/events HTTP/1.1\r\nhost: x\r\nx-user-id: ada\r\nlast-event-id: 1\r\n\r\n')
    const payload = 'x'.repeat(10_000)
    for (let at = 0; at < 3_000; at += 1) source.publish('a.B', payload)
    socket.pause()
    await pause(300)
    const reads = source.reads()
    await pause(200)
    // 30 MB are there, and far fewer than 30 reads of 100 events each were needed to fill the sockets.
    expect(source.reads()).toBe(reads)
    expect(reads).toBeLessThan(25)
    socket.destroy()
  })

  test('is closed to a client that takes nothing for long', async () => {
    await open({ heartbeat: 50 })
    const payload = 'x'.repeat(100_000)
    for (let at = 0; at < 300; at += 1) source.publish('a.B', payload)
    const socket = connect(web.port, '127.0.0.1')
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.write('GET /web/events HTTP/1.1\r\nhost: x\r\nx-user-id: ada\r\nlast-event-id: 1\r\n\r\n')
    socket.pause()
    await pause(1_000)
    socket.resume()
    await closed
  })

  test('ends after its time, so that the next one needs a token that still counts', async () => {
    await open({ lifetime: 60 })
    const stream = await listen()
    await stream.next()
    expect(await stream.next()).toBe('end')
  })

  test('ends at once when the server closes', async () => {
    await open()
    const stream = await listen()
    await stream.next()
    const begun = performance.now()
    await web.close()
    expect(await stream.next()).toBe('end')
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  test('ends when a shutdown begins, and none is begun after that', async () => {
    const closing = new AbortController()
    await open({ closing: closing.signal })
    const stream = await listen()
    await stream.next()
    closing.abort()
    expect(await stream.next()).toBe('end')
    expect((await listen()).answer.status).toBe(503)
  })

  test('is for whoever is signed in', async () => {
    await open()
    expect((await web.ask('/web/events')).status).toBe(401)
  })
})
