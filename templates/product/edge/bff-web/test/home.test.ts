import { setTimeout as pause } from 'node:timers/promises'
import { currentContext, platformError } from '@shop/platform/contract'
import { afterEach, describe, expect, test } from 'vitest'
import type { Card } from '../src/index.js'
import { ada, openWeb } from './web-server.js'

let web: Awaited<ReturnType<typeof openWeb>>
afterEach(() => web.close())

const card = (name: string, load: Card['load'], more: Partial<Card> = {}): Card => ({ name, load, ...more })
const home = (headers: Record<string, string> = {}) =>
  web.ask('/web/home', { headers: { ...ada, ...headers } })

describe('the first page', () => {
  test('has the profile and every card, loaded side by side for the one who asks', async () => {
    let together = 0
    let most = 0
    const load: Card['load'] = async ({ caller }) => {
      together += 1
      most = Math.max(most, together)
      await pause(30)
      together -= 1
      return [caller.userId, currentContext().caller?.roles]
    }
    web = await openWeb({ cards: [card('orders', load), card('prices', load)] })
    const answer = await home()
    expect(await answer.json()).toEqual({
      user: { status: 'ready', data: { name: 'Ada' } },
      cards: {
        orders: { status: 'ready', data: ['ada', ['user']] },
        prices: { status: 'ready', data: ['ada', ['user']] },
      },
    })
    expect(most).toBe(2)
  })

  test('comes without the cards that fail, that are late or that JSON cannot hold', async () => {
    let aborted = false
    const cards = [
      card('good', async () => 1),
      card('nothing', async () => undefined),
      card('down', async () => Promise.reject(platformError('unavailable'))),
      card('broken', () => {
        throw new Error('password=hunter2')
      }),
      card('endless', async () => ({ count: 1n })),
      card(
        'late',
        ({ signal }) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              aborted = true
            })
          }),
        { deadline: 50 },
      ),
    ]
    web = await openWeb({
      cards,
      profile: { load: async () => Promise.reject(platformError('unavailable')) },
    })
    const answer = await home()
    const text = await answer.text()
    const failed = (code: string) => ({ status: 'failed', code, title: expect.any(String) })
    expect(answer.status).toBe(200)
    expect(JSON.parse(text)).toEqual({
      user: failed('unavailable'),
      cards: {
        good: { status: 'ready', data: 1 },
        nothing: { status: 'ready', data: null },
        down: failed('unavailable'),
        broken: failed('internal'),
        endless: failed('internal'),
        late: failed('deadline-exceeded'),
      },
    })
    expect(text).not.toContain('hunter2')
    expect(aborted).toBe(true)
    expect(answer.headers.get('etag')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('may have many cards', async () => {
    const warned: Error[] = []
    const note = (warning: Error) => warned.push(warning)
    process.on('warning', note)
    web = await openWeb({ cards: Array.from({ length: 30 }, (_, at) => card(`card ${at}`, async () => at)) })
    await (await home()).json()
    process.off('warning', note)
    expect(warned.map(String)).toEqual([])
  })

  test('gives each card its own deadline, never one later than the caller has', async () => {
    const left: number[] = []
    const load = async () => left.push((currentContext().deadline ?? 0) - Date.now())
    web = await openWeb({
      cards: [card('short', load, { deadline: 400 }), card('long', load, { deadline: 9_000 })],
    })
    await home({ 'x-deadline': '2000' })
    expect(left[0]).toBeLessThanOrEqual(400)
    expect(left[1]).toBeGreaterThan(1_000)
    expect(left[1]).toBeLessThanOrEqual(2_000)
  })

  test('is not sent again while it has not changed', async () => {
    let data = 1
    web = await openWeb({ cards: [card('count', async () => data)] })
    const first = await home()
    const tag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    expect(first.headers.get('vary')).toBe('Authorization')
    const second = await home({ 'if-none-match': `"other", ${tag}` })
    expect([second.status, await second.text()]).toEqual([304, ''])
    data = 2
    const third = await home({ 'if-none-match': tag })
    expect([third.status, third.headers.get('etag') === tag]).toEqual([200, false])
  })

  test('is for whoever is signed in', async () => {
    web = await openWeb({})
    expect((await web.ask('/web/home')).status).toBe(401)
  })

  test('cannot have two cards of one name', async () => {
    web = await openWeb({})
    const cards = [card('twin', async () => 1), card('twin', async () => 2)]
    await expect(openWeb({ cards })).rejects.toThrow('Two cards have one name')
  })
})
