import { describe, expect, test } from 'vitest'
import { advanceRoutes, changeRoute, countAffected, countLegacyHits } from '../../src/ramp/advance-routes.js'
import {
  advance,
  declareRoute,
  kill,
  resume,
  rollback,
  shift,
  unkill,
} from '../../src/ramp/ramp-controller.js'
import { renderRollback } from '../../src/ramp/render-reason.js'
import type { Evidence, Verdict } from '../../src/ramp/verdict.js'
import { emptyState } from '../../src/state/state.js'
import { exampleRoute, exampleState } from './example-route.js'

const nothing: Evidence = {
  strength: 0,
  oldShare: 0,
  newShare: 0,
  oldRequests: 0,
  newRequests: 0,
  limit: null,
}
const side = { requests: 1000, errors: 0, errorRate: 0, median: 10, tail: 20 }
const route = exampleRoute()
const state = exampleState()
const later = state.since + 60_000

function verdict(kind: Verdict['kind'], since = state.since): Verdict {
  const evidence = { errors: nothing, median: nothing, tail: nothing }
  const worse = {
    kind: 'worse',
    measure: 'errors',
    evidence: { ...nothing, newShare: 0.05, newRequests: 700 },
  } as const
  const reasons = kind === 'fail' ? [worse] : [{ kind: 'alike' } as const]
  return { kind, reasons, since, baseline: side, candidate: side, evidence }
}

describe('advance', () => {
  test('goes one step up after a pass and the minimum time', () => {
    expect(advance(state, route, verdict('pass'), later)).toEqual({
      ...state,
      share: 50,
      step: 2,
      since: later,
    })
  })

  test('waits for the minimum time', () => {
    expect(advance(state, route, verdict('pass'), later - 1)).toBe(state)
  })

  test('waits while the verdict is to hold', () => {
    expect(advance(state, route, verdict('hold'), later * 2)).toBe(state)
  })

  test('does not take a verdict on an earlier step for one on this step', () => {
    expect(advance(state, route, verdict('pass', state.since - 5000), later)).toBe(state)
    expect(advance(state, route, verdict('fail', state.since - 5000), later)).toBe(state)
  })

  test('starts with the first step without a verdict, as nothing can be measured at 0 %', () => {
    const fresh = exampleState({ share: 0, step: -1 })
    expect(advance(fresh, route, verdict('hold'), fresh.since)).toMatchObject({
      share: 1,
      step: 0,
      since: fresh.since,
    })
  })

  test('never jumps over a step, even from a share between two', () => {
    const between = exampleState({ share: 5, step: 0 })
    expect(advance(between, route, verdict('pass'), later)).toMatchObject({ share: 10, step: 1 })
  })

  test('goes back to the old side at once after a fail, and says why', () => {
    const back = advance(state, route, verdict('fail'), state.since + 3000)
    expect(back).toMatchObject({ mode: 'canary', share: 0, step: -1, since: state.since + 3000 })
    expect(back.halted).toContain('error rate of the new side: 5.00 % of 700 failed')
  })

  test('stays halted whatever the verdicts say', () => {
    const halted = exampleState({ share: 0, step: -1, halted: 'too many errors' })
    expect(advance(halted, route, verdict('pass'), later)).toBe(halted)
  })

  test('stays at the last step, still watched', () => {
    const last = exampleState({ share: 100, step: 3 })
    expect(advance(last, route, verdict('pass'), later)).toBe(last)
    expect(advance(last, route, verdict('fail'), later).share).toBe(0)
  })

  test.each(['legacy', 'shadow', 'new', 'retired'] as const)('leaves a route in mode %s alone', mode => {
    const other = exampleState({ mode, share: 0 })
    expect(advance(other, route, verdict('fail'), later)).toBe(other)
    expect(advance(other, route, verdict('pass'), later)).toBe(other)
  })

  test('leaves a route without a ramp alone', () => {
    const byHand = exampleRoute({ ramp: null })
    expect(advance(state, byHand, verdict('pass'), later)).toBe(state)
    expect(advance(state, byHand, verdict('fail'), later)).toBe(state)
  })
})

describe('a person', () => {
  test('sets a share, and the ramp goes on from there', () => {
    expect(shift(state, route, { share: 55.555 }, 7)).toMatchObject({
      mode: 'canary',
      share: 55.56,
      step: 2,
      since: 7,
    })
    expect(shift(state, route, { share: 3 }, 7)).toMatchObject({ share: 3, step: 0 })
  })

  test('cannot set a share beyond 0 and 100', () => {
    expect(shift(state, route, { share: 250 }, 7).share).toBe(100)
    expect(shift(state, route, { share: -1 }, 7).share).toBe(0)
  })

  test('sets a mode, which brings its share along', () => {
    expect(shift(state, route, { mode: 'new' }, 7)).toMatchObject({ mode: 'new', share: 100, since: 7 })
    expect(shift(state, route, { mode: 'legacy' }, 7)).toMatchObject({ mode: 'legacy', share: 0, step: -1 })
    expect(shift(exampleState({ mode: 'shadow', share: 0 }), route, { mode: 'canary' }, 7).share).toBe(0)
  })

  test('does not begin a new step by setting what is set already', () => {
    expect(shift(state, route, { share: 10 }, later).since).toBe(state.since)
  })

  test('lifts a halt by giving the new side traffic, not by taking it away', () => {
    const halted = rollback(state, 'slow', 5)
    expect(shift(halted, route, { share: 1 }, 7).halted).toBeNull()
    expect(shift(halted, route, { share: 0 }, 7).halted).toBe('slow')
    expect(shift(halted, route, { mode: 'legacy' }, 7).halted).toBe('slow')
  })

  test('rolls back with a reason, and resumes from the first step', () => {
    const halted = rollback(state, 'tickets', 5)
    expect(halted).toMatchObject({ mode: 'canary', share: 0, step: -1, halted: 'tickets', since: 5 })
    const resumed = resume(halted, 9)
    expect(resumed).toMatchObject({ halted: null, share: 0, since: 9 })
    expect(advance(resumed, route, verdict('hold', 9), 9).share).toBe(1)
    expect(resume(state, 9)).toBe(state)
  })
})

describe('the kill switch', () => {
  const running = {
    ...emptyState,
    routes: { orders: state, users: exampleState({ mode: 'new', share: 100 }) },
  }

  test('leaves shares as they are and stops all ramps', () => {
    const killed = kill(running)
    expect(killed).toEqual({ ...running, killed: true })
    expect(advanceRoutes(killed, [route], new Map([['orders', verdict('pass')]]), later)).toBe(killed)
    expect(kill(killed)).toBe(killed)
  })

  test('when lifted, lets each step be judged anew', () => {
    const lifted = unkill(kill(running), later)
    expect(lifted.killed).toBe(false)
    expect(lifted.routes.orders).toEqual({ ...state, since: later })
    expect(lifted.routes.users).toEqual(running.routes.users)
    expect(unkill(running, later)).toBe(running)
  })
})

test('verdicts move only the routes that they are about', () => {
  const both = { ...emptyState, routes: { orders: state, users: state } }
  const moved = advanceRoutes(
    both,
    [route, exampleRoute({ id: 'users' })],
    new Map([['users', verdict('pass')]]),
    later,
  )
  expect(moved.routes.orders).toBe(state)
  expect(moved.routes.users?.share).toBe(50)
  expect(changeRoute(both, 'toString', one => ({ ...one, share: 1 }))).toBe(both)
})

test('hits on the old side add up, and the last one is the latest', () => {
  expect(countLegacyHits(exampleState({ legacyHits: 2, lastLegacyHit: 50 }), 3, 40)).toMatchObject({
    legacyHits: 5,
    lastLegacyHit: 50,
  })
  expect(countLegacyHits(state, 0, null)).toBe(state)
})

test('what a rollback cost is added up over instances and stragglers, and told until the route goes on', () => {
  const seen = (requests: number, failed: number) => new Map([['orders', { requests, failed }]])
  const going = { ...emptyState, routes: { orders: state } }
  expect(countAffected(going, seen(9, 9))).toBe(going)
  const halted = { ...emptyState, routes: { orders: rollback(state, 'errors', 5) } }
  expect(countAffected(halted, seen(0, 0))).toBe(halted)
  const { orders } = countAffected(countAffected(halted, seen(700, 35)), seen(2, 1)).routes
  expect(orders).toMatchObject({ affected: { requests: 702, failed: 36 } })
  expect(renderRollback('orders', orders ?? state)).toBe(
    'orders was rolled back after 702 requests on the new side, 36 of them failed: errors',
  )
  for (const next of [
    resume(orders ?? state, 9),
    shift(orders ?? state, route, { share: 5 }, 9),
    shift(orders ?? state, route, { mode: 'new' }, 9),
  ]) {
    expect(next).not.toHaveProperty('affected')
  }
  expect(shift(orders ?? state, route, { share: 0 }, 9)).toHaveProperty('affected')
})

test('a declared canary starts at its share, with the step that the share has reached', () => {
  expect(declareRoute(exampleRoute({ share: 12.5 }), 3)).toMatchObject({
    share: 12.5,
    step: 1,
    since: 3,
    halted: null,
  })
  expect(declareRoute(exampleRoute({ mode: 'shadow', share: 20 }), 3)).toMatchObject({
    share: 0,
    declared: { mode: 'shadow', share: 20 },
  })
})
