import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import type { ShadowSettings } from '../../src/config/model.js'
import type { CapturedAnswer } from '../../src/shadow/copying/captured-answer.js'
import type { ShadowedRequest } from '../../src/shadow/copying/shadowed-request.js'
import { json } from './support/answers.js'
import { copyAll, startShadow, startSystem, until } from './support/systems.js'

const primary: CapturedAnswer = json({ from: 'old' })

function request(origin: string | null, changes: Partial<ShadowedRequest> = {}): ShadowedRequest {
  const path = changes.url ?? '/a%2Fb//c?x=1&x=%zz'
  const rawHeaders = changes.rawHeaders ?? ['Host', 'example.org']
  return {
    route: 'r',
    method: 'GET',
    url: path,
    rawHeaders,
    settings: copyAll,
    noise: 0,
    system: () => null,
    target: () => (origin === null ? null : { origin, path, rawHeaders }),
    ...changes,
  }
}

function limited(settings: Partial<ShadowSettings>): ShadowSettings {
  return { ...copyAll, ...settings }
}

test('a copy is sent byte for byte, and both answers are handed over', async () => {
  const system = await startSystem(response =>
    response.writeHead(201, ['X-A', '1', 'X-A', '2']).end('from new'),
  )
  const { shadow, pairs } = startShadow()
  const tap = shadow.open(request(system.origin, { method: 'POST' }))
  tap?.onChunk(Buffer.from('he'))
  tap?.onChunk(Buffer.from('llo'))
  tap?.onEnd()
  tap?.onAnswer(primary)
  await until(() => pairs.length === 1)
  expect(system.received).toMatchObject([{ method: 'POST', url: '/a%2Fb//c?x=1&x=%zz' }])
  expect(system.received[0]?.body.toString()).toBe('hello')
  expect(pairs[0]).toMatchObject({ side: 'new', primary, candidate: { status: 201, truncated: false } })
  expect(pairs[0]?.candidate.body.toString()).toBe('from new')
  expect(pairs[0]?.candidate.rawHeaders.slice(0, 4)).toEqual(['X-A', '1', 'X-A', '2'])
  expect(shadow.counts('r').new).toMatchObject({ sent: 1, answered: 1, unmatched: 0 })
  expect(shadow.active()).toBe(0)
})

test('chunks are copied: the caller may use their memory again', async () => {
  const system = await startSystem(response => response.end())
  const { shadow } = startShadow()
  const chunk = Buffer.from('first')
  const tap = shadow.open(request(system.origin, { method: 'POST' }))
  tap?.onChunk(chunk)
  chunk.fill('x')
  tap?.onEnd()
  await until(() => system.received.length === 1)
  expect(system.received[0]?.body.toString()).toBe('first')
})

test('hop-by-hop headers are left out, others kept apart, and the copy is marked as one', async () => {
  const system = await startSystem(response => response.end())
  const { shadow } = startShadow()
  const rawHeaders = [
    ...['Host', 'example.org', 'Connection', 'keep-alive, X-Hop', 'X-Hop', '1', 'Keep-Alive', 'timeout=5'],
    ...['TE', 'trailers', 'Proxy-Authorization', 'Basic abc', 'Expect', '100-continue', 'Upgrade', 'h2c'],
    ...['Transfer-Encoding', 'chunked', 'X-Strangler-Shadow', 'forged', 'X-Two', 'a', 'X-Two', 'b'],
  ]
  shadow.open(request(system.origin, { rawHeaders }))?.onEnd()
  await until(() => system.received.length === 1)
  const names = system.received[0]?.rawHeaders.filter((_, at) => at % 2 === 0).map(name => name.toLowerCase())
  expect(names?.filter(name => name !== 'connection')).toEqual([
    'host',
    'x-two',
    'x-two',
    'x-strangler-shadow',
  ])
  expect(system.received[0]?.rawHeaders).toContain('example.org')
  expect(system.received[0]?.rawHeaders.at(-1)).toBe('1')
})

test.each([
  ['method', { method: 'DELETE' }],
  ['not sampled', { settings: limited({ share: 0 }) }],
  ['body too large', { rawHeaders: ['Content-Length', '1001'] }],
  ['busy', { settings: limited({ concurrency: 0 }) }],
] as const)('a request that is dropped because of "%s" is counted and opens no tap', (reason, changes) => {
  const { shadow } = startShadow({ random: () => 0 })
  expect(shadow.open(request('http://127.0.0.1:1', changes))).toBeNull()
  expect(shadow.counts('r').new.dropped[reason]).toBe(1)
  expect(shadow.counts('r').new.sent).toBe(0)
})

test('so many requests are copied as the share says', () => {
  let at = 0
  const { shadow } = startShadow({ random: () => (at++ % 1000) / 1000 })
  const settings = limited({ share: 2.5, concurrency: 1000 })
  const opened = Array.from({ length: 2000 }, () => shadow.open(request('http://127.0.0.1:1', { settings })))
  // Every second number decides on asking the old side twice.
  expect(opened.filter(tap => tap !== null).length).toBeGreaterThanOrEqual(24)
  expect(shadow.counts('r').new.dropped['not sampled']).toBe(2000 - opened.filter(tap => tap !== null).length)
})

test('a body beyond the limit drops the copy before any of it is sent', async () => {
  const system = await startSystem(response => response.end())
  const { shadow } = startShadow()
  const tap = shadow.open(request(system.origin, { method: 'POST' }))
  for (let at = 0; at < 11; at += 1) tap?.onChunk(Buffer.alloc(100))
  tap?.onEnd()
  await new Promise(done => setTimeout(done, 50))
  expect(shadow.counts('r').new).toMatchObject({ sent: 0, dropped: { 'body too large': 1 } })
  expect(system.connections()).toBe(0)
  expect(shadow.active()).toBe(0)
})

test('a body of exactly the limit is copied', async () => {
  const system = await startSystem(response => response.end())
  const { shadow } = startShadow()
  const tap = shadow.open(request(system.origin, { method: 'POST' }))
  for (let at = 0; at < 10; at += 1) tap?.onChunk(Buffer.alloc(100, at))
  tap?.onEnd()
  await until(() => system.received.length === 1)
  expect(system.received[0]?.body.length).toBe(1000)
})

test('all request bodies together stay within the memory allowed', () => {
  const { shadow } = startShadow({ memory: 3000 })
  const taps = Array.from({ length: 5 }, () =>
    shadow.open(request('http://127.0.0.1:1', { method: 'POST', settings: limited({ bodyLimit: 5000 }) })),
  )
  for (const tap of taps) tap?.onChunk(Buffer.alloc(1000))
  expect(shadow.counts('r').new.dropped.busy).toBe(3)
  for (const tap of taps) tap?.onAbort()
  const tap = shadow.open(request('http://127.0.0.1:1', { method: 'POST' }))
  tap?.onChunk(Buffer.alloc(1000))
  expect(shadow.counts('r').new.dropped.busy).toBe(3)
})

test('copies at work are bounded for each route and in total, and places are given back', async () => {
  const waiting: (() => void)[] = []
  const system = await startSystem(response => waiting.push(() => response.end()))
  const { shadow, pairs } = startShadow({ concurrency: 3 })
  const open = (route: string) => {
    const tap = shadow.open(request(system.origin, { route, settings: limited({ concurrency: 2 }) }))
    tap?.onEnd()
    tap?.onAnswer(primary)
    return tap !== null
  }
  expect([open('a'), open('a'), open('a'), open('b'), open('b')]).toEqual([true, true, false, true, false])
  await until(() => waiting.length === 3)
  for (const answer of waiting.splice(0)) answer()
  await until(() => pairs.length === 3 && shadow.active() === 0)
  expect(open('a')).toBe(true)
  expect(shadow.counts('a').new.dropped.busy).toBe(1)
})

test('a system that does not answer in time costs the copy and nothing else', async () => {
  const system = await startSystem(() => {})
  const { shadow, pairs } = startShadow()
  const tap = shadow.open(request(system.origin, { settings: limited({ timeout: 50 }) }))
  tap?.onEnd()
  tap?.onAnswer(primary)
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new).toMatchObject({ sent: 1, answered: 0, dropped: { timeout: 1, failed: 0 } })
  expect(pairs).toEqual([])
})

test('an answer whose body never ends is given up in time', async () => {
  const system = await startSystem(response => response.write('{'))
  const { shadow } = startShadow()
  shadow.open(request(system.origin, { settings: limited({ timeout: 100 }) }))?.onEnd()
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped.timeout).toBe(1)
})

test('a system that is not there, breaks off or talks nonsense is a failed copy', async () => {
  const nonsense = createServer(socket => socket.end('what?\r\n\r\n'))
  await new Promise<void>(done => nonsense.listen(0, '127.0.0.1', done))
  const address = nonsense.address()
  const port = typeof address === 'object' ? address?.port : 0
  const breaking = await startSystem(response => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('part', () => response.destroy())
  })
  const { shadow, pairs } = startShadow()
  const origins = ['http://127.0.0.1:1', `http://127.0.0.1:${port}`, breaking.origin, null, 'no origin']
  for (const origin of origins) {
    const tap = shadow.open(request(origin))
    tap?.onEnd()
    tap?.onAnswer(primary)
  }
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped.failed).toBe(5)
  expect(pairs).toEqual([])
  nonsense.close()
})

test('a target that throws and a comparison that throws reach nobody who serves clients', async () => {
  const system = await startSystem(response => response.end())
  const { shadow, errors } = startShadow({
    onPair: () => {
      throw new Error('comparison')
    },
  })
  const bad = shadow.open(
    request(null, {
      target: () => {
        throw new Error('target')
      },
    }),
  )
  bad?.onEnd()
  const good = shadow.open(request(system.origin))
  good?.onEnd()
  good?.onAnswer(primary)
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped.failed).toBe(1)
  expect(errors).toEqual([new Error('comparison')])
})

test('a request that no header of a request may look like is a failed copy', async () => {
  const { shadow } = startShadow()
  const tap = shadow.open(request('http://127.0.0.1:1', { rawHeaders: ['Bad\nName', 'x'] }))
  tap?.onEnd()
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped.failed).toBe(1)
})

test('a client that leaves before its request is complete leaves no copy', async () => {
  const system = await startSystem(response => response.end())
  const { shadow } = startShadow()
  const tap = shadow.open(request(system.origin, { method: 'POST' }))
  tap?.onChunk(Buffer.from('half'))
  tap?.onAbort()
  tap?.onChunk(Buffer.from('more'))
  tap?.onEnd()
  await new Promise(done => setTimeout(done, 50))
  expect(shadow.counts('r').new).toMatchObject({ sent: 0, dropped: { 'client left': 1 } })
  expect(shadow.active()).toBe(0)
})

test('a client that leaves while the copy is under way ends it; one that leaves after its answer does not', async () => {
  const waiting: (() => void)[] = []
  const system = await startSystem(response => waiting.push(() => response.end()))
  const { shadow, pairs } = startShadow()
  const left = shadow.open(request(system.origin))
  left?.onEnd()
  await until(() => waiting.length === 1)
  left?.onAbort()
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped['client left']).toBe(1)
  const served = shadow.open(request(system.origin))
  served?.onEnd()
  served?.onAnswer(primary)
  served?.onAbort()
  await until(() => waiting.length === 2)
  waiting[1]?.()
  await until(() => pairs.length === 1)
})

test('an answer that the client never got is not compared, and neither is waited for endlessly', async () => {
  const system = await startSystem(response => response.end())
  const { shadow, pairs } = startShadow()
  const failed = shadow.open(request(system.origin))
  failed?.onEnd()
  failed?.onAnswer(null)
  const silent = shadow.open(request(system.origin, { settings: limited({ timeout: 200 }) }))
  silent?.onEnd()
  await until(() => shadow.active() === 0)
  silent?.onAnswer(primary)
  expect(shadow.counts('r').new).toMatchObject({ answered: 2, unmatched: 2 })
  expect(pairs).toEqual([])
})

test('the answer of the new side is kept up to its limit and marked as cut beyond', async () => {
  const system = await startSystem(response => response.end('x'.repeat(5000)))
  const { shadow, pairs } = startShadow({ answerLimit: 1000 })
  const tap = shadow.open(request(system.origin))
  tap?.onEnd()
  tap?.onAnswer(primary)
  await until(() => pairs.length === 1)
  expect(pairs[0]?.candidate).toMatchObject({ truncated: true })
  expect(pairs[0]?.candidate.body.length).toBe(1000)
})

test('the old side is asked twice for its share of requests, besides the copy', async () => {
  const [old, fresh] = [await startSystem(r => r.end('old')), await startSystem(r => r.end('new'))]
  const { shadow, pairs } = startShadow()
  const tap = shadow.open(
    request(null, {
      method: 'POST',
      noise: 100,
      target: side => ({ origin: side === 'new' ? fresh.origin : old.origin, path: '/', rawHeaders: [] }),
    }),
  )
  tap?.onChunk(Buffer.from('body'))
  tap?.onEnd()
  tap?.onAnswer(primary)
  await until(() => pairs.length === 2)
  expect(pairs.map(({ side, candidate }) => `${side} ${candidate.body}`).sort()).toEqual([
    'legacy old',
    'new new',
  ])
  expect(old.received[0]?.body.toString()).toBe('body')
  expect(shadow.counts('r').legacy).toMatchObject({ sent: 1, answered: 1 })
  expect(shadow.active()).toBe(0)
})

test('connections are kept, and closed when their origin is no longer configured', async () => {
  const system = await startSystem(response => response.end())
  const { shadow, pairs } = startShadow()
  for (let at = 1; at <= 5; at += 1) {
    const tap = shadow.open(request(system.origin))
    tap?.onEnd()
    tap?.onAnswer(primary)
    await until(() => pairs.length === at && shadow.active() === 0)
  }
  expect(system.connections()).toBe(1)
  shadow.retain([])
  const tap = shadow.open(request(system.origin))
  tap?.onEnd()
  tap?.onAnswer(primary)
  await until(() => pairs.length === 6)
  expect(system.connections()).toBe(2)
})

test('closing gives up all copies at work', async () => {
  const system = await startSystem(() => {})
  const { shadow } = startShadow()
  shadow.open(request(system.origin))?.onEnd()
  await until(() => system.received.length === 1)
  await shadow.close()
  await until(() => shadow.active() === 0)
  expect(shadow.counts('r').new.dropped.failed).toBe(1)
})

test('thousands of requests against a dead system hold nothing back', async () => {
  const { shadow } = startShadow({ concurrency: 20 })
  const dead = {}
  for (let at = 0; at < 3000; at += 1) {
    const tap = shadow.open(
      request('http://127.0.0.1:1', { system: () => dead, settings: limited({ concurrency: 20 }) }),
    )
    tap?.onEnd()
    tap?.onAnswer(primary)
    expect(shadow.active()).toBeLessThanOrEqual(20)
    if (at % 50 === 0) await new Promise(setImmediate)
  }
  await until(() => shadow.active() === 0)
  const { dropped } = shadow.counts('r').new
  expect(dropped.failed + dropped.busy + dropped['left alone']).toBe(3000)
  expect(dropped['left alone']).toBeGreaterThan(2000)
})

test('a system whose copies come to nothing is left alone, and gets copies again once one has been answered', async () => {
  let dead = true
  const system = await startSystem(response => (dead ? response.destroy() : response.end('back')))
  const { shadow, pairs } = startShadow()
  const key = {}
  const ask = async () => {
    const tap = shadow.open(request(system.origin, { system: () => key }))
    tap?.onEnd()
    tap?.onAnswer(primary)
    await until(() => shadow.active() === 0)
  }
  for (let at = 0; at < 25; at += 1) await ask()
  expect(system.received.length).toBe(20)
  expect(shadow.counts('r').new.dropped).toMatchObject({ failed: 20, 'left alone': 5 })
  dead = false
  await until(async () => {
    await ask()
    return pairs.length > 0
  })
  const asked = system.received.length
  for (let at = 0; at < 5; at += 1) await ask()
  expect(system.received.length).toBe(asked + 5)
})
