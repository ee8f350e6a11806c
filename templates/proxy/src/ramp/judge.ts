import type { RampSettings } from '../config/model.js'
import {
  type Evidence,
  type Measure,
  measures,
  type SideSummary,
  type Verdict,
  type VerdictReason,
} from './verdict.js'

/** What a verdict needs besides both sides' numbers. */
export interface JudgeContext {
  readonly ramp: RampSettings
  readonly evidence: Readonly<Record<Measure, Evidence>>
  /** The old side has too little traffic to compare with. */
  readonly scarce: boolean
  readonly since: number
}

/**
 * Fails when the evidence against the new side is enough in any measure, which may be asked each second without
 * raising the chance of a false alarm (see ExcessDetector). Passes when there are enough samples of both sides,
 * the step's numbers are within what is allowed and no measure is under suspicion. Holds otherwise.
 */
export function judge(baseline: SideSummary, candidate: SideSummary, context: JudgeContext): Verdict {
  const { evidence, since } = context
  const verdict = (kind: Verdict['kind'], reasons: readonly VerdictReason[]): Verdict => {
    return { kind, reasons, since, baseline, candidate, evidence }
  }
  const worse = measures.filter(measure => evidence[measure].strength >= 1)
  if (worse.length > 0) {
    return verdict(
      'fail',
      worse.map(measure => ({ kind: 'worse', measure, evidence: evidence[measure] })),
    )
  }
  const doubts = [
    ...deriveMissing(baseline, candidate, context),
    ...deriveSuspicions(evidence),
    ...deriveUnclear(baseline, candidate, context.ramp),
  ]
  return doubts.length > 0 ? verdict('hold', doubts) : verdict('pass', [{ kind: 'alike' }])
}

function deriveMissing(
  baseline: SideSummary,
  candidate: SideSummary,
  { ramp: { minimum }, scarce }: JudgeContext,
): readonly VerdictReason[] {
  const reasons: VerdictReason[] = scarce ? [{ kind: 'baseline' }] : []
  if (candidate.requests < minimum || candidate.requests === 0) {
    reasons.push({ kind: 'samples', side: 'new', requests: candidate.requests, minimum })
  }
  if (baseline.requests < minimum || baseline.requests === 0) {
    reasons.push({ kind: 'samples', side: 'legacy', requests: baseline.requests, minimum })
  }
  return reasons
}

function deriveSuspicions(evidence: Readonly<Record<Measure, Evidence>>): readonly VerdictReason[] {
  return measures
    .filter(measure => evidence[measure].strength > 0)
    .map(measure => ({ kind: 'suspicious', measure, evidence: evidence[measure] }))
}

function deriveUnclear(
  baseline: SideSummary,
  candidate: SideSummary,
  { errorMargin, latencyFactor }: RampSettings,
): readonly VerdictReason[] {
  const reasons: VerdictReason[] = []
  if (candidate.errorRate > baseline.errorRate + errorMargin) {
    reasons.push({ kind: 'unclear', measure: 'errors', old: baseline.errorRate, new: candidate.errorRate })
  }
  for (const measure of ['median', 'tail'] as const) {
    const { [measure]: old } = baseline
    const { [measure]: fresh } = candidate
    if (old !== null && fresh !== null && fresh > old * latencyFactor) {
      reasons.push({ kind: 'unclear', measure, old, new: fresh })
    }
  }
  return reasons
}
