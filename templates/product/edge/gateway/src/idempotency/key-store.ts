/** One request that wants to be the first with its key. */
export interface Claim {
  /** Whose key it is. */
  readonly scope: string
  readonly key: string
  /** Of the request as a whole: another one may not use the key. */
  readonly fingerprint: string
  /** Unique to this attempt. */
  readonly owner: string
}

export interface KeptAnswer {
  readonly status: number
  /** Names and values in turns. */
  readonly headers: readonly string[]
  /** Null when it was too large to be kept. */
  readonly body: Buffer | null
}

export type Claimed =
  | { readonly kind: 'first' }
  | { readonly kind: 'at-work' }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }

/** Durations in milliseconds. */
export interface KeyTimes {
  /** Nobody else gets the key for this long, unless it is renewed or the answer is there. */
  readonly lease: number
  /** How long an answer is kept. */
  readonly keep: number
}

/** Where keys and first answers are kept. `finish`, `renew` and `release` do nothing for a claim that lost its lease. */
export interface KeyStore {
  readonly claim: (claim: Claim, times: KeyTimes) => Promise<Claimed>
  readonly renew: (claim: Claim, times: KeyTimes) => Promise<void>
  readonly finish: (claim: Claim, answer: KeptAnswer) => Promise<void>
  readonly release: (claim: Claim) => Promise<void>
  /** Forgets what has been kept long enough. */
  readonly sweep: () => Promise<void>
}
