import { describe, expect, test } from 'vitest'
import { exampleRamp } from './example-route.js'
import { type Behaviour, secondOfFailure } from './simulated-traffic.js'

const sound: Behaviour = { rate: 100, errors: 0.001, median: 40, spread: 0.6 }
const runs = 100

/** Sorted seconds from the moment the new side became worse until the verdict; infinite where it never came. */
function timesToRollback(became: Partial<Behaviour>, normal: Behaviour = sound, quietFor = 120): number[] {
  const worse = { ...normal, ...became }
  return Array.from({ length: runs }, (_, seed) => {
    const second = secondOfFailure({
      ramp: exampleRamp,
      seed: seed + 5000,
      seconds: quietFor + 60,
      legacy: () => normal,
      candidate: now => (now < quietFor ? normal : worse),
    })
    return second === null ? Number.POSITIVE_INFINITY : second - quietFor
  }).sort((a, b) => a - b)
}

function quantile(times: readonly number[], share: number): number {
  return times[Math.ceil(times.length * share) - 1] ?? Number.NaN
}

function tell(what: string, times: readonly number[]): void {
  console.log(
    `${what}: rolled back after ${quantile(times, 0.5)} s (median), ${quantile(times, 0.95)} s (95 %), ${times.at(-1)} s (slowest of ${times.length})`,
  )
}

describe('at 100 requests a second on each side', () => {
  test('5 % of errors are rolled back within 10 s', () => {
    const times = timesToRollback({ errors: 0.051 })
    tell('5 % errors', times)
    expect(quantile(times, 0.98)).toBeLessThanOrEqual(10)
    expect(times[0]).toBeGreaterThan(0)
  })

  test('doubled latency is rolled back within 10 s', () => {
    const times = timesToRollback({ median: 80 })
    tell('doubled latency', times)
    expect(times.at(-1)).toBeLessThanOrEqual(10)
    expect(times[0]).toBeGreaterThan(0)
  })

  test('doubled latency is rolled back within 10 s where latency varies wildly', () => {
    const times = timesToRollback({ median: 80 }, { ...sound, spread: 1 })
    tell('doubled latency, wild', times)
    expect(quantile(times, 0.98)).toBeLessThanOrEqual(10)
  })

  test('a total failure is rolled back within 5 s, but not by one second alone', () => {
    const times = timesToRollback({ errors: 1 })
    tell('total failure', times)
    expect(times[0]).toBeGreaterThan(1)
    expect(times.at(-1)).toBeLessThanOrEqual(5)
  })
})

test('a tail that became three times as long is found although the median is the same', () => {
  const times = timesToRollback({ spread: 1.3 })
  tell('longer tail', times)
  expect(quantile(times, 0.95)).toBeLessThanOrEqual(20)
})
