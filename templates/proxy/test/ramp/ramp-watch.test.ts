import { describe, expect, test } from 'vitest'
import { RampWatch } from '../../src/ramp/ramp-watch.js'
import { renderReason } from '../../src/ramp/render-reason.js'
import type { Verdict } from '../../src/ramp/verdict.js'
import { exampleRamp } from './example-route.js'
import { type Behaviour, recordSecond, seededRandom } from './simulated-traffic.js'

const sound: Behaviour = { rate: 100, errors: 0.001, median: 40, spread: 0.6 }
const start = 1_900_000_000_000

/** A watch and a clock that runs through phases of traffic. */
function simulate() {
  const watch = new RampWatch(exampleRamp, { since: start, share: 50 }, start)
  const random = seededRandom(11)
  let now = start
  const run = (seconds: number, legacy: Behaviour, candidate: Behaviour): Verdict => {
    for (let i = 0; i < seconds; i++) {
      recordSecond(watch, 'legacy', legacy, { now, random })
      recordSecond(watch, 'new', candidate, { now, random })
      now += 1000
    }
    return watch.judge(now)
  }
  return { watch, run, now: () => now }
}

test('two equal sides pass once both have enough samples, not before', () => {
  const { run } = simulate()
  const early = run(4, sound, sound)
  expect(early.kind).toBe('hold')
  expect(early.reasons.map(reason => reason.kind)).toContain('samples')
  expect(run(20, sound, sound).kind).toBe('pass')
})

test('requests of the second that is still open are not judged', () => {
  const { watch, now } = simulate()
  recordSecond(watch, 'new', sound, { now: now(), random: seededRandom(3) })
  expect(watch.judge(now() + 999).candidate.requests).toBe(0)
  expect(watch.judge(now() + 1000).candidate.requests).toBeGreaterThan(50)
})

test('a step whose numbers are beyond what is allowed is held while it may be chance', () => {
  const { run } = simulate()
  run(60, sound, sound)
  const { kind, reasons } = run(300, sound, { ...sound, median: 40 * 1.25 * 1.05 })
  expect(kind).not.toBe('pass')
  expect(reasons.map(reason => reason.kind)).not.toContain('alike')
})

test('a verdict to fail says what is worse, with the numbers of that time alone', () => {
  const { run } = simulate()
  run(600, sound, sound)
  const verdict = run(15, sound, { ...sound, errors: 0.08 })
  expect(verdict.kind).toBe('fail')
  const [reason] = verdict.reasons
  if (reason?.kind !== 'worse') throw new Error('expected a measure that is worse')
  expect(reason.measure).toBe('errors')
  expect(reason.evidence.newShare).toBeGreaterThan(0.04)
  expect(reason.evidence.newRequests).toBeLessThan(3000)
  expect(renderReason(reason)).toMatch(
    /^error rate of the new side: \d\.\d\d % of \d+ failed, against 0\.\d\d % of \d+/,
  )
})

test('samples count anew after a change of the share, and evidence is dropped only when it falls', () => {
  const { watch, run, now } = simulate()
  run(30, sound, sound)
  expect(run(12, sound, { ...sound, errors: 0.2 }).kind).toBe('fail')
  watch.follow({ since: now(), share: 60 })
  const raised = watch.judge(now())
  expect(raised.candidate.requests).toBe(0)
  expect(raised).toMatchObject({ kind: 'fail', since: now() })
  watch.follow({ since: now() + 1, share: 0 })
  expect(watch.judge(now()).kind).toBe('hold')
})

test('tells what the new side has answered, the open second included, each request once', () => {
  const { watch, run, now } = simulate()
  const failing = { ...sound, errors: 1 }
  const counted = run(10, sound, failing).candidate.requests
  recordSecond(watch, 'new', failing, { now: now(), random: seededRandom(5) })
  const { requests, failed } = watch.takeAnswered()
  expect(requests).toBe(failed)
  expect(requests).toBeGreaterThan(counted)
  expect(watch.takeAnswered()).toEqual({ requests: 0, failed: 0 })
  run(10, sound, failing)
  watch.follow({ since: now(), share: 0 })
  expect(watch.takeAnswered()).toEqual({ requests: 0, failed: 0 })
})

test('a clock that goes back, or stands still for hours, breaks nothing', () => {
  const { watch, run, now } = simulate()
  run(20, sound, sound)
  recordSecond(watch, 'new', sound, { now: now() - 5000, random: seededRandom(4) })
  expect(watch.judge(now() + 10 * 3_600_000).kind).toBe('pass')
})

describe('when the old side has hardly any traffic left', () => {
  const none: Behaviour = { ...sound, rate: 0 }

  test('nothing passes: there is nothing to compare with', () => {
    const { run } = simulate()
    run(60, sound, sound)
    const verdict = run(60, none, { ...sound, rate: 200 })
    expect(verdict.kind).toBe('hold')
    expect(verdict.reasons.map(reason => reason.kind)).toContain('baseline')
  })

  test('a gross failure is still rolled back, against the last baseline, widened', () => {
    const { run } = simulate()
    run(60, sound, sound)
    run(60, none, { ...sound, rate: 200 })
    expect(run(10, none, { ...sound, rate: 200, errors: 0.2 }).kind).toBe('fail')
  })

  test('what was only a little worse than the last baseline is held', () => {
    const { run } = simulate()
    run(60, sound, sound)
    run(60, none, { ...sound, rate: 200 })
    expect(run(120, none, { ...sound, rate: 200, median: 80, errors: 0.004 }).kind).toBe('hold')
  })

  test('without any baseline from before nothing is said', () => {
    const { run } = simulate()
    expect(run(60, none, { ...sound, errors: 0.5 }).kind).toBe('hold')
  })
})

test('failures are found on a route with two requests a second', () => {
  const few: Behaviour = { ...sound, rate: 1 }
  const { run } = simulate()
  run(120, few, few)
  expect(run(60, few, { ...few, errors: 0.9 }).kind).toBe('fail')
})
