import { expect, it } from 'vitest'
import { cautiousStandingOf, createDecider, standingOf } from '../../src/engine/standings.js'
import { createRouteTable } from '../../src/routing/route-table.js'
import type { ProxyState, RouteState } from '../../src/state/state.js'
import { headOf, readConfig } from './sketch.js'

const config = readConfig({
  upstreams: { legacy: 'http://127.0.0.1:3000', new: 'http://127.0.0.1:4000' },
  routes: [{ id: 'users', path: '/users', mode: 'legacy' }],
})
const table = createRouteTable(config.routes)
const empty: ProxyState = { revision: 0, routes: {}, noise: {}, killed: false }
const moved = (more: Partial<RouteState>): ProxyState => ({
  ...empty,
  routes: {
    users: {
      mode: 'new',
      share: 100,
      declared: { mode: 'legacy', share: 0 },
      halted: null,
      step: -1,
      since: 0,
      legacyHits: 0,
      lastLegacyHit: null,
      ...more,
    },
  },
})
const decide = (state: ProxyState, url = '/users') =>
  createDecider(config, table, route => standingOf(route, state))(headOf({}, url))

it('a route stands as the config declares it until the state says otherwise', () => {
  expect(decide(empty)).toMatchObject({ side: 'legacy', upstream: 'legacy', reason: 'mode' })
  expect(decide(moved({}))).toMatchObject({ side: 'new', upstream: 'new', reason: 'mode' })
})

it('everything goes to the old side when the switch is thrown, and what was halted too', () => {
  expect(decide({ ...moved({}), killed: true })).toMatchObject({ side: 'legacy', reason: 'killed' })
  expect(decide(moved({ mode: 'canary', halted: 'errors' }))).toMatchObject({
    side: 'legacy',
    reason: 'halted',
  })
})

it('what no route matches goes to the fallback', () => {
  expect(decide(empty, '/orders')).toEqual({
    route: null,
    side: 'legacy',
    upstream: 'legacy',
    reason: 'no route',
    bucket: null,
  })
})

it('a canary whose state is not known yet stays with the old side, and what is done with it does not', () => {
  const [route] = config.routes
  const cautious = (mode: 'canary' | 'new') =>
    route && cautiousStandingOf({ ...route, mode, share: 50 }, empty)
  expect(cautious('canary')).toMatchObject({ mode: 'canary', share: 0 })
  expect(cautious('new')).toMatchObject({ mode: 'new' })
})
