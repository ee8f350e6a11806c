import { expect, it } from 'vitest'
import { deriveConcerns } from '../../../src/strangle/status/derive-concerns.js'
import { comparedAs, everyKind, minutesAgo, sketchStatus } from './sketch.js'

const told = (...given: Parameters<typeof sketchStatus>) =>
  deriveConcerns(sketchStatus(...given)).map(({ route, title, text }) => `${route}: ${title}: ${text}`)

it('what brings users back to the old side stands before what differs', () => {
  expect(
    deriveConcerns(everyKind).map(({ severity, route, title, since }) => [severity, route, title, since]),
  ).toEqual([
    ['error', 'payments', 'rolled back', minutesAgo(30)],
    ['warn', 'prices', 'answers differ', null],
  ])
  const killed = deriveConcerns({
    ...everyKind,
    killed: true,
    upstreams: [{ name: 'new', available: false }],
  })
  expect(killed.map(({ title }) => title)).toEqual([
    'kill switch thrown',
    'breaker open',
    'rolled back',
    'answers differ',
  ])
})

it('an upstream that is left alone is told with the routes that it stands behind', () => {
  const routes = ['a', 'b', 'c', 'd', 'e'].map(route => ({ route, new: route === 'b' ? 'next' : 'new' }))
  const upstreams = [
    { name: 'legacy', available: true },
    { name: 'new', available: false },
    { name: 'next', available: false },
  ]
  expect(told(routes, { upstreams })).toEqual([
    expect.stringMatching(/breaker open: Upstream new .* behind a, c, d and 1 more\.$/),
    expect.stringMatching(/breaker open: Upstream next .* behind b\.$/),
  ])
})

it('differences are told from one in a hundred on, without what the old side does by itself', () => {
  expect(told([comparedAs(995, 5)])).toEqual([])
  expect(told([comparedAs(99, 1, ['/total'])])).toEqual([
    'orders: answers differ: 1 % of 100 compared answers, most often in /total.',
  ])
  const noisy = comparedAs(50, 50, ['/at'])
  const paths = noisy.compared.paths.map(path => ({ ...path, verdict: 'noise' }))
  expect(told([{ ...noisy, compared: { ...noisy.compared, paths } }])).toEqual([
    'orders: answers differ: 50 % of 100 compared answers.',
  ])
})

it('copies that were lost are told, copies that were not wanted are not', () => {
  const dropped = { method: 500, 'not sampled': 500, 'client left': 20 }
  expect(told([{ copies: { new: { sent: 100, dropped } } }])).toEqual([])
  expect(told([{ copies: { new: { sent: 90, dropped: { ...dropped, busy: 10, timeout: 12 } } } }])).toEqual([
    'orders: copies lost: 22 of 100 copies told nothing: timeout 12, busy 10.',
  ])
})

it('a retired route that somebody still needs is told, hits from before it was retired are not', () => {
  const retired = { mode: 'retired', share: 100, legacyHits: 2, since: minutesAgo(60) } as const
  expect(told([{ ...retired, lastLegacyHit: minutesAgo(61) }])).toEqual([])
  expect(told([{ ...retired, lastLegacyHit: minutesAgo(3) }])).toEqual([
    'orders: retired but needed: The old side was still asked, 2 times, last 3 min ago.',
  ])
})
