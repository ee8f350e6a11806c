import { expect, test } from 'vitest'
import { exampleRamp } from './example-route.js'
import { type Behaviour, secondOfFailure } from './simulated-traffic.js'

const halfAnHour = 1800

/** Runs in which both sides behave alike; how many of them were rolled back all the same. */
function falseRollbacks(runs: number, behaviour: Behaviour, allowed: { margin: number; factor: number }) {
  const ramp = { ...exampleRamp, errorMargin: allowed.margin, latencyFactor: allowed.factor }
  let failed = 0
  for (let seed = 0; seed < runs; seed++) {
    const legacy = () => behaviour
    if (secondOfFailure({ ramp, seed, seconds: halfAnHour, legacy, candidate: legacy }) !== null) failed++
  }
  console.log(
    `A/A at ${behaviour.rate} requests/s a side, margin ${allowed.margin}, factor ${allowed.factor}: ${failed} of ${runs} rolled back`,
  )
  return failed
}

test('under 1 % of half-hour runs of two equal sides are rolled back at usual settings', () => {
  const usual = { rate: 50, errors: 0.002, median: 40, spread: 0.6 }
  expect(falseRollbacks(100, usual, { margin: 0.005, factor: 1.2 })).toBe(0)
}, 120_000)

test('under 1 % are rolled back where the settings leave no room at all', () => {
  const rough = { rate: 25, errors: 0.02, median: 40, spread: 1 }
  expect(falseRollbacks(300, rough, { margin: 0, factor: 1 })).toBeLessThan(3)
}, 120_000)

test('a change for the worse in what both sides depend on rolls nothing back', () => {
  const before = { rate: 100, errors: 0.001, median: 40, spread: 0.6 }
  const during = { rate: 100, errors: 0.3, median: 400, spread: 0.6 }
  const behave = (second: number) => (second >= 120 && second < 180 ? during : before)
  const failures = Array.from({ length: 10 }, (_, seed) =>
    secondOfFailure({ ramp: exampleRamp, seed, seconds: 300, legacy: behave, candidate: behave }),
  )
  expect(failures.filter(second => second !== null)).toEqual([])
})

test('a side within what is allowed is not rolled back', () => {
  const legacy = () => ({ rate: 50, errors: 0.002, median: 40, spread: 0.6 })
  const candidate = () => ({ rate: 50, errors: 0.006, median: 46, spread: 0.6 })
  const failures = Array.from({ length: 10 }, (_, seed) =>
    secondOfFailure({ ramp: exampleRamp, seed, seconds: halfAnHour, legacy, candidate }),
  )
  expect(failures.filter(second => second !== null)).toEqual([])
})
