import { expect, test } from 'vitest'
import { keepMissing, reconcile } from '../../src/ramp/reconcile.js'
import { emptyState } from '../../src/state/state.js'
import { exampleRoute, exampleState } from './example-route.js'

const route = exampleRoute()
const stored = { ...emptyState, revision: 4, routes: { orders: exampleState({ share: 50, step: 2 }) } }

test('a new route starts as declared', () => {
  const state = reconcile([exampleRoute({ mode: 'shadow' })], emptyState, 9)
  expect(state.routes.orders).toMatchObject({ mode: 'shadow', share: 0, since: 9, halted: null })
})

test('a route whose declaration is unchanged stays where the ramp has brought it', () => {
  expect(reconcile([route], stored, 9)).toBe(stored)
})

test('a halted route stays halted while its declaration is unchanged', () => {
  const halted = { ...stored, routes: { orders: exampleState({ share: 0, step: -1, halted: 'slow' }) } }
  expect(reconcile([route], halted, 9)).toBe(halted)
})

test.each([
  ['mode', exampleRoute({ mode: 'new' }), { mode: 'new', share: 100 }],
  ['share', exampleRoute({ share: 25 }), { mode: 'canary', share: 25 }],
])('a new %s in the config wins over the state, and lifts a halt', (_name, declared, expected) => {
  const halted = exampleState({ halted: 'slow', legacyHits: 3, lastLegacyHit: 7 })
  const state = reconcile([declared], { ...stored, routes: { orders: halted } }, 9)
  expect(state.routes.orders).toMatchObject({
    ...expected,
    halted: null,
    legacyHits: 3,
    lastLegacyHit: 7,
    since: 9,
  })
})

test('a route that has lost its new side goes back to what is declared', () => {
  const lost = exampleRoute({ new: null, mode: 'legacy' })
  const state = { ...stored, routes: { orders: exampleState({ declared: { mode: 'legacy', share: 0 } }) } }
  expect(reconcile([lost], state, 9).routes.orders).toMatchObject({ mode: 'legacy', share: 0 })
})

test('new steps of a ramp keep the share and find its place among them', () => {
  const steps = {
    ...route,
    ramp: { steps: [5, 20, 40, 60], minimum: 1, hold: 1, errorMargin: 0, latencyFactor: 1 },
  }
  expect(reconcile([steps], stored, 9).routes.orders).toMatchObject({ share: 50, step: 2, since: 1_000_000 })
  expect(reconcile([{ ...route, ramp: null }], stored, 9).routes.orders).toMatchObject({
    share: 50,
    step: -1,
  })
})

test('a route that the config has ceased to have is kept for a while, and comes back as it was', () => {
  const missing = reconcile([], stored, 100)
  expect(missing.routes.orders).toMatchObject({ share: 50, missingSince: 100 })
  expect(reconcile([], missing, 200)).toBe(missing)
  const back = reconcile([route], missing, 300).routes.orders
  expect(back).toMatchObject({ share: 50, since: 300 })
  expect(back).not.toHaveProperty('missingSince')
})

test('after thirty days it is forgotten', () => {
  const missing = reconcile([], stored, 100)
  expect(reconcile([], missing, 100 + keepMissing).routes.orders).toBeDefined()
  expect(reconcile([], missing, 101 + keepMissing).routes).toEqual({})
})

test('a route may be called like something that every object has', () => {
  const odd = exampleRoute({ id: 'constructor' })
  expect(reconcile([odd], emptyState, 9).routes.constructor).toMatchObject({ mode: 'canary' })
})
