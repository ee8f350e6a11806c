import { expect, test } from 'vitest'
import { binOf, binsOfFactor, countAbove, edgeOf, quantileOf } from '../../src/ramp/latency-bins.js'
import { OutcomeTally } from '../../src/ramp/outcome-tally.js'
import { OutcomeWindow, windowSeconds } from '../../src/ramp/outcome-window.js'

test('quantiles are within 5 % of the true ones', () => {
  const tally = new OutcomeTally()
  for (let i = 1; i <= 1000; i++) tally.recordSuccess(i)
  expect(quantileOf(tally.latencies, 1000, 0.5)).toBeGreaterThan(500 * 0.95)
  expect(quantileOf(tally.latencies, 1000, 0.5)).toBeLessThan(500 * 1.05)
  expect(quantileOf(tally.latencies, 1000, 0.95)).toBeGreaterThan(950 * 0.95)
  expect(quantileOf(tally.latencies, 1000, 0.95)).toBeLessThan(950 * 1.05)
})

test('a bin ends where the next begins, and no latency falls outside', () => {
  expect(binOf(edgeOf(100) * 0.9999)).toBe(100)
  expect(binOf(edgeOf(100) * 1.0001)).toBe(101)
  expect(binOf(0)).toBe(0)
  expect(binOf(Number.NaN)).toBe(0)
  expect(binOf(1e12)).toBe(287)
})

test('a factor is never made smaller by rounding to bins', () => {
  expect(binsOfFactor(1)).toBe(0)
  for (const factor of [1.01, 1.2, 1.5, 2, 10])
    expect(1.05 ** binsOfFactor(factor)).toBeGreaterThanOrEqual(factor)
})

test('the last minute forgets what is older, the step does not', () => {
  const window = new OutcomeWindow()
  window.current.recordSuccess(10)
  window.current.recordError()
  window.closeSecond()
  for (let i = 1; i < windowSeconds; i++) window.closeSecond()
  expect([window.recent.requests, window.recent.errors, countAbove(window.recent.latencies, 0)]).toEqual([
    2, 1, 1,
  ])
  window.closeSecond()
  expect([window.recent.requests, window.recent.errors, countAbove(window.recent.latencies, 0)]).toEqual([
    0, 0, 0,
  ])
  expect([window.step.requests, window.step.errors]).toEqual([2, 1])
  window.beginStep()
  expect(window.step.requests).toBe(0)
})

test('an error has no latency', () => {
  const tally = new OutcomeTally()
  tally.recordError()
  tally.recordSuccess(100)
  expect(tally.successes).toBe(1)
  expect(countAbove(tally.latencies, 0)).toBe(1)
})
