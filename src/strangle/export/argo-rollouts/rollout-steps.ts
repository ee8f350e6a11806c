import type { CanaryGroup } from './canary-groups.js'

/** `CanaryStep`s: a ramp's, from the share that has been reached; without a ramp or at its end a person goes on. */
export function rolloutSteps({ share, ramp }: Pick<CanaryGroup, 'share' | 'ramp'>): readonly object[] {
  if (ramp === null) return [{ setWeight: wholePercent(share) }, { pause: {} }]
  const shares = [...(share > 0 ? [share] : []), ...ramp.steps.filter(step => step > share)]
  const weights = [...new Set(shares.map(wholePercent))]
  const hold = ramp.hold === 0 ? [] : [{ pause: { duration: `${ramp.hold}s` } }]
  const steps = weights.flatMap(setWeight => [{ setWeight }, ...hold])
  return weights.at(-1) === 100 ? steps : [...steps, { pause: {} }]
}

/** Weights of Rollouts are whole: what is neither nothing nor all stays so. */
export function wholePercent(share: number): number {
  return share === 0 || share === 100 ? share : Math.min(99, Math.max(1, Math.round(share)))
}
