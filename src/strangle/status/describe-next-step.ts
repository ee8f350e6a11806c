import type { RouteStatus } from './proxy-status.js'
import { comparisonsOf } from './route-facts.js'
import { tellTime } from './tell-amounts.js'

/** Comparisons below which nobody should trust a difference rate. */
const enough = 100

/** What brings a route further, and who does it. */
export function describeNextStep(status: RouteStatus): string {
  if (status.halted !== null) return 'Find the cause, then give the new side a share again.'
  switch (status.mode) {
    case 'legacy':
      return status.new === null ? 'Give it a new side.' : 'Move to shadow, to compare the answers.'
    case 'shadow':
      return afterShadow(status)
    case 'canary':
      return status.ramp === null ? 'Raise the share by hand.' : afterCanary(status, status.ramp)
    case 'new':
      return 'Once the old side stays quiet: move to retired.'
    case 'retired':
      return status.safeToDelete
        ? 'Delete the old side of this route.'
        : 'Wait until the old side stays quiet.'
  }
}

function afterShadow(status: RouteStatus): string {
  const compared = comparisonsOf(status)
  if (compared < enough) return `Wait for more comparisons: ${compared} of ${enough}.`
  if ((status.differenceRate ?? 0) > 0) return 'Explain or fix the differences, then move to canary.'
  return 'Answers are equal: move to canary.'
}

function afterCanary(
  { share, since, verdict }: RouteStatus,
  { steps, hold }: NonNullable<RouteStatus['ramp']>,
): string {
  const next = steps.find(step => step > share)
  if (next === undefined) return 'All steps are done: move to new.'
  const begins = (since ?? 0) + hold * 1000
  const time = since === null ? '' : `, not before ${tellTime(begins)}`
  return `${next} % by itself${verdict === null ? ' once there is a verdict' : ''}${time}.`
}

/** What the ramp thinks; null where there is none. */
export function describeVerdict({ verdict, ramp, mode, halted }: RouteStatus): string | null {
  if (mode !== 'canary' || ramp === null || halted !== null) return null
  if (verdict === null) return 'no verdict yet'
  const words = { pass: 'passes', hold: 'holds', fail: 'fails' }[verdict.kind]
  return verdict.why.length === 0 ? words : `${words}: ${verdict.why.join('; ')}`
}
