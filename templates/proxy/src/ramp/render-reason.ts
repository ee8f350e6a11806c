import type { RouteState } from '../state/state.js'
import type { Evidence, Measure, VerdictReason } from './verdict.js'

/** That a route was rolled back, what that cost, and why. */
export function renderRollback(id: string, { affected, halted }: RouteState): string {
  const cost =
    affected === undefined
      ? ''
      : ` after ${affected.requests} requests on the new side, ${affected.failed} of them failed`
  return `${id} was rolled back${cost}: ${halted}`
}

/** A reason as a sentence with its numbers. */
export function renderReason(reason: VerdictReason): string {
  switch (reason.kind) {
    case 'worse':
      return `${subject[reason.measure]} of the new side: ${renderEvidence(reason.measure, reason.evidence)}`
    case 'suspicious':
      return `${subject[reason.measure]} under suspicion: ${renderEvidence(reason.measure, reason.evidence)}`
    case 'unclear':
      return `${subject[reason.measure]} not clear yet: ${renderPair(reason.measure, reason.old, reason.new)}`
    case 'samples':
      return `${reason.side} side has ${reason.requests} of ${reason.minimum} requests`
    case 'baseline':
      return 'the old side has too little traffic to compare with'
    case 'alike':
      return 'the new side does as well as the old one'
  }
}

const subject = {
  errors: 'error rate',
  median: 'median latency',
  tail: '95th percentile of latency',
} satisfies Record<Measure, string>

function renderEvidence(measure: Measure, evidence: Evidence): string {
  const { oldShare, newShare, oldRequests, newRequests, limit } = evidence
  const what = measure === 'errors' || limit === null ? 'failed' : `took over ${milliseconds(limit)}`
  return `${percent(newShare)} of ${newRequests} ${what}, against ${percent(oldShare)} of ${oldRequests} on the old side`
}

function renderPair(measure: Measure, old: number, fresh: number): string {
  const show = measure === 'errors' ? percent : milliseconds
  return `${show(fresh)}, against ${show(old)} on the old side`
}

const percent = (share: number) => `${(share * 100).toFixed(2)} %`
const milliseconds = (ms: number) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
