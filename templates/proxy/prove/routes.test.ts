import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RequestHead } from '../src/http/exchange.js'
import { createRouteTable, explainRoute, type Route } from '../src/index.js'
import { findSample, withUser } from './sample-request.js'
import { rehearse, type Rehearsal } from './stand-ins.js'
import { readYourConfig } from './your-config.js'

/**
 * Your routes, proved on servers that stand in for your systems: none of them is reached. Run it after each change of the
 * config, in CI too.
 */
const { config, text } = readYourConfig()
const table = createRouteTable(config.routes)
const users = Array.from({ length: 40 }, (_, at) => `user-${at}`)
let rehearsal: Rehearsal

beforeAll(async () => {
  rehearsal = await rehearse(text)
})
afterAll(() => rehearsal?.close())

function sampleFor(route: Route): RequestHead {
  const head = findSample(route, table)
  if (head === null) throw new Error(`No request was found that "${route.id}" gets: others come before it.`)
  return head
}

/** The upstream that has to answer, as the config declares it. */
function expectedFor(head: RequestHead): string | undefined {
  return explainRoute(table, head).winner?.decision.upstream
}

describe.each(config.routes.map(route => [route.id, route] as const))('route %s', (_, route) => {
  it('gets its requests, and they are answered by the side that its mode says', async () => {
    const head = sampleFor(route)
    const sides = {
      legacy: route.legacy,
      shadow: route.legacy,
      new: route.new,
      retired: route.new,
      canary: null,
    }
    const declared = sides[route.mode] ?? expectedFor(head)
    expect(await rehearsal.ask(head)).toEqual({ status: 200, upstream: declared })
  })

  it('keeps each user on one side', async () => {
    for (const user of users) {
      const head = withUser(sampleFor(route), route, user)
      const expected = { status: 200, upstream: expectedFor(head) }
      expect([await rehearsal.ask(head), await rehearsal.ask(head)]).toEqual([expected, expected])
    }
  })

  it('sends paths and queries on as they came', async () => {
    const head = { ...sampleFor(route), url: `${sampleFor(route).url}?q=a%2Fb&q=2&empty=` }
    const { upstream } = await rehearsal.ask(head)
    const arrived = rehearsal.seen.findLast(each => each.upstream === upstream)
    if (upstream === route.legacy || route.rewrite === null) expect(arrived?.url).toBe(head.url)
    else expect(arrived?.url).toContain('?q=a%2Fb&q=2&empty=')
  })

  it.runIf(route.new !== null)(
    'is on the old side while the switch is thrown, and back afterwards',
    async () => {
      const head = sampleFor(route)
      const before = await rehearsal.ask(head)
      await rehearsal.order('POST /kill')
      expect(await rehearsal.ask(head)).toEqual({ status: 200, upstream: route.legacy })
      await rehearsal.order('POST /unkill')
      expect(await rehearsal.ask(head)).toEqual(before)
    },
  )

  it.runIf(route.new !== null)(
    'moves to the new side and back at a word, and remembers it after a restart',
    async () => {
      const head = sampleFor(route)
      await rehearsal.order(`POST /routes/${route.id}/shift`, { mode: 'new' })
      await rehearsal.restart()
      expect(await rehearsal.ask(head)).toEqual({ status: 200, upstream: route.new })
      await rehearsal.order(`POST /routes/${route.id}/shift`, { mode: route.mode, share: route.share })
      expect((await rehearsal.ask(head)).upstream).toBe(expectedFor(head))
    },
  )
})

it('what no route matches goes to the fallback', async () => {
  const head: RequestHead = {
    method: 'GET',
    url: '/a-path-that-nobody/has-thought-of',
    host: 'localhost',
    rawHeaders: ['host', 'localhost'],
    address: '127.0.0.1',
  }
  const expected = expectedFor(head) ?? config.fallback
  expect(await rehearsal.ask(head)).toEqual({ status: 200, upstream: expected })
})

/** Users can be told apart where the route looks at more than their address, which is the same for all here. */
const ramped = config.routes.filter(
  ({ ramp, sticky, ...route }) => route.new !== null && ramp !== null && sticky.by !== 'address',
)
describe.each(ramped.slice(0, 3).map(route => [route.id, route] as const))('the ramp of %s', (_, route) => {
  it('sends everybody back when the new side fails', { timeout: 120_000 }, async () => {
    const head = sampleFor(route)
    const askAll = async (round: number) => {
      const answers = await Promise.all(
        users.map(user => rehearsal.ask(withUser(head, route, `${user}-${round}`))),
      )
      return answers.filter(({ status }) => status === 500).length
    }
    await rehearsal.order(`POST /routes/${route.id}/shift`, { mode: 'canary', share: 50 })
    rehearsal.answerWith(route.new ?? '', 500)
    expect(await askAll(0)).toBeGreaterThan(0)
    let failed = 1
    for (let round = 1, end = Date.now() + 90_000; failed > 0 && Date.now() < end; round++) {
      failed = await askAll(round % 50)
    }
    rehearsal.answerWith(route.new ?? '', 200)
    expect(failed).toBe(0)
  })
})
