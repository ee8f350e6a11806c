import { expect, test } from 'vitest'
import { judge } from '../../src/ramp/judge.js'
import type { Evidence, SideSummary } from '../../src/ramp/verdict.js'
import { exampleRamp } from './example-route.js'

const none: Evidence = { strength: 0, oldShare: 0, newShare: 0, oldRequests: 0, newRequests: 0, limit: null }
const enough: SideSummary = { requests: 500, errors: 1, errorRate: 0.002, median: 40, tail: 100 }
const context = {
  ramp: exampleRamp,
  evidence: { errors: none, median: none, tail: none },
  scarce: false,
  since: 7,
}

test('passes with enough samples of both sides and nothing against the new one', () => {
  expect(judge(enough, enough, context)).toMatchObject({
    kind: 'pass',
    since: 7,
    reasons: [{ kind: 'alike' }],
  })
})

test.each([
  ['new', enough, { ...enough, requests: 499 }],
  ['legacy', { ...enough, requests: 499 }, enough],
])('holds while the %s side has too few samples', (side, baseline, candidate) => {
  const reasons = [{ kind: 'samples', side, requests: 499, minimum: 500 }]
  expect(judge(baseline, candidate, context)).toMatchObject({ kind: 'hold', reasons })
})

test.each([
  ['errors', { errorRate: 0.0071 }],
  ['median', { median: 48.1 }],
  ['tail', { tail: 120.1 }],
])('holds while %s are beyond what is allowed, but not proven to be', (measure, worse) => {
  const verdict = judge(enough, { ...enough, ...worse }, context)
  expect(verdict).toMatchObject({ kind: 'hold', reasons: [{ kind: 'unclear', measure }] })
})

test('passes with numbers that are just within what is allowed', () => {
  expect(judge(enough, { ...enough, errorRate: 0.0069, median: 47.9, tail: 119.9 }, context).kind).toBe(
    'pass',
  )
})

test('holds while there is a suspicion, and fails when the evidence is enough, however few the samples', () => {
  const few = { ...enough, requests: 3 }
  const evidence = (strength: number) => ({ ...context.evidence, tail: { ...none, strength } })
  expect(judge(enough, enough, { ...context, evidence: evidence(0.2) }).kind).toBe('hold')
  const verdict = judge(few, few, { ...context, evidence: evidence(1) })
  expect(verdict).toMatchObject({ kind: 'fail', reasons: [{ kind: 'worse', measure: 'tail' }] })
})
