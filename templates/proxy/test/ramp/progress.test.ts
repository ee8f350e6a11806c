import { expect, test } from 'vitest'
import { defaultQuiet, deriveProgress, type RouteCounters } from '../../src/ramp/progress.js'
import type { RouteState } from '../../src/state/state.js'
import { exampleRoute, exampleState } from './example-route.js'

const day = 86_400_000
const now = 100 * day
const counters = { legacyHits: 0, lastLegacyHit: null, differenceRate: 0.02 }
const done = exampleState({ mode: 'new', share: 100, since: now - 20 * day })

function progress(state: RouteState, more: Partial<RouteCounters> = {}) {
  return deriveProgress(exampleRoute(), state, { ...counters, ...more }, now)
}

test.each(['new', 'retired'] as const)('the old side of a quiet route in mode %s is safe to delete', mode => {
  expect(progress({ ...done, mode })).toMatchObject({
    safeToDelete: true,
    obstacle: null,
    differenceRate: 0.02,
  })
})

test('a hit on the old side, stored or just counted, begins the waiting anew', () => {
  expect(progress({ ...done, lastLegacyHit: now - 2 * day })).toMatchObject({
    safeToDelete: false,
    obstacle: 'the old side has been quiet for 2.0 of 14.0 days',
  })
  const counted = progress(done, { lastLegacyHit: now, legacyHits: 3 })
  expect(counted).toMatchObject({ safeToDelete: false, legacyHits: 3, lastLegacyHit: now })
})

test('a route that was never hit has to wait since its last change', () => {
  expect(progress({ ...done, since: now - defaultQuiet + 1 }).safeToDelete).toBe(false)
  expect(progress({ ...done, since: now - defaultQuiet }).safeToDelete).toBe(true)
})

test('the time may be set', () => {
  const hit = { ...done, lastLegacyHit: now - 2 * day }
  expect(deriveProgress(exampleRoute(), hit, counters, now, { quiet: day, killed: false }).safeToDelete).toBe(
    true,
  )
})

test.each(['legacy', 'shadow', 'canary'] as const)('nothing is safe to delete in mode %s', mode => {
  expect(progress({ ...done, mode })).toMatchObject({
    safeToDelete: false,
    obstacle: `the route is in mode ${mode}`,
  })
})

test('nothing is safe to delete while everything goes to the old side', () => {
  const killed = deriveProgress(exampleRoute(), done, counters, now, { quiet: day, killed: true })
  expect(killed).toMatchObject({ safeToDelete: false, share: 0 })
})
