import { expect, it } from 'vitest'
import { describeNextStep, describeVerdict } from '../../../src/strangle/status/describe-next-step.js'
import { comparedAs, minutesAgo, sketchRoute } from './sketch.js'

const ramp = { steps: [5, 25, 100], hold: 3600 }
const verdict = { kind: 'hold', why: ['the old side has too little traffic'] } as const

it.each([
  [{ new: null }, 'Give it a new side.'],
  [{}, 'Move to shadow, to compare the answers.'],
  [{ mode: 'shadow' }, 'Wait for more comparisons: 0 of 100.'],
  [{ mode: 'shadow', ...comparedAs(200, 0) }, 'Answers are equal: move to canary.'],
  [{ mode: 'shadow', ...comparedAs(200, 1) }, 'Explain or fix the differences, then move to canary.'],
  [{ mode: 'canary', share: 5 }, 'Raise the share by hand.'],
  [
    { mode: 'canary', share: 5, ramp },
    '25 % by itself once there is a verdict, not before 2026-11-23 05:06 UTC.',
  ],
  [{ mode: 'canary', share: 100, ramp }, 'All steps are done: move to new.'],
  [{ mode: 'canary', ramp, halted: 'wrong' }, 'Find the cause, then give the new side a share again.'],
  [{ mode: 'new', share: 100 }, 'Once the old side stays quiet: move to retired.'],
  [{ mode: 'retired', share: 100 }, 'Wait until the old side stays quiet.'],
  [{ mode: 'retired', share: 100, safeToDelete: true }, 'Delete the old side of this route.'],
] as const)('of %j the next step is told: %s', (route, told) => {
  expect(describeNextStep(sketchRoute({ since: minutesAgo(90), ...route } as object))).toBe(told)
})

it('a verdict is that of a ramp at work, with its reasons', () => {
  expect(
    describeVerdict(sketchRoute({ mode: 'canary', ramp, verdict: { ...verdict, why: [...verdict.why] } })),
  ).toBe('holds: the old side has too little traffic')
  expect(describeVerdict(sketchRoute({ mode: 'canary', ramp }))).toBe('no verdict yet')
  expect(describeVerdict(sketchRoute({ mode: 'canary', ramp, halted: 'wrong' }))).toBeNull()
  expect(describeVerdict(sketchRoute({ mode: 'shadow', ramp }))).toBeNull()
})
