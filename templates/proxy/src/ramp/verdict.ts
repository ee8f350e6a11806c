import type { Side } from '../config/model.js'

/** What the step has shown of one side so far. Latencies in milliseconds to the answer's head, null without any. */
export interface SideSummary {
  readonly requests: number
  readonly errors: number
  /** From 0 to 1. */
  readonly errorRate: number
  readonly median: number | null
  /** 95th percentile. */
  readonly tail: number | null
}

/** What is compared between the sides. */
export const measures = ['errors', 'median', 'tail'] as const
export type Measure = (typeof measures)[number]

/** How much speaks against the new side in one measure, and the counts since it seems to have become worse. */
export interface Evidence {
  /** On a logarithmic scale: 0 is nothing, 1 is what a rollback takes. */
  readonly strength: number
  /** Shares of requests, from 0 to 1, that failed, or were slower than the limit. */
  readonly oldShare: number
  readonly newShare: number
  readonly oldRequests: number
  readonly newRequests: number
  /** Milliseconds that the new side was held against; null for errors. */
  readonly limit: number | null
}

/** Why a verdict is what it is. */
export type VerdictReason =
  | { readonly kind: 'worse'; readonly measure: Measure; readonly evidence: Evidence }
  | { readonly kind: 'suspicious'; readonly measure: Measure; readonly evidence: Evidence }
  /** The step's numbers are beyond what is allowed, though it may be chance. */
  | { readonly kind: 'unclear'; readonly measure: Measure; readonly old: number; readonly new: number }
  | { readonly kind: 'samples'; readonly side: Side; readonly requests: number; readonly minimum: number }
  /** The old side has too little traffic to compare with. */
  | { readonly kind: 'baseline' }
  | { readonly kind: 'alike' }

/** What a second's look at both sides says: go on, wait, or go back. */
export interface Verdict {
  readonly kind: 'pass' | 'hold' | 'fail'
  /** At least one; the most important first. */
  readonly reasons: readonly VerdictReason[]
  /** `since` of the route's state when the step began that this is about. */
  readonly since: number
  readonly baseline: SideSummary
  readonly candidate: SideSummary
  readonly evidence: Readonly<Record<Measure, Evidence>>
}
