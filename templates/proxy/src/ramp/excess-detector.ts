import { type Allowance, logEvidence, type PairedCounts } from './paired-evidence.js'

/** What one detector looks for. */
export interface DetectorSettings {
  /** How far new may be above old, as a share from 0 to 1. */
  readonly margin: number
  /** The excess over the margin that it is quickest to find. */
  readonly effect: number
  /** Chance of ever raising a false alarm, however long and however often it is looked at. */
  readonly alpha: number
}

/** One suspicion: that new became worse when it began. */
interface Suspicion extends PairedCounts {
  readonly began: number
  readonly logWeight: number
  logEvidence: number
}

/** Blocks over which the weight of new suspicions stays nearly the same: 30 minutes of seconds. */
const horizon = 1800
/** What the guesses count, in requests, against what a suspicion has seen itself. */
const oldGuessWeight = 200
const newGuessWeight = 50
/** No single block decides: each may bring this part of what an alarm takes. */
const largestPart = 1 / 3
/** Keeps sums finite. */
const largestExponent = 600

/**
 * Finds out, at any moment of a long run, that new has begun to have more hits than old allows.
 *
 * With each block of counts it begins a further suspicion and multiplies all of them by the block's e-value, whose
 * supposed rates were learned from earlier blocks only. The sum of w_j E_j, with weights that add up to at most 1, is
 * again a non-negative supermartingale under what is allowed, so by Ville's inequality the chance that it ever
 * reaches 1 / alpha is at most alpha. (Restarted e-processes: Shin, Ramdas and Rinaldo, "E-detectors", The New England
 * Journal of Statistics in Data Science 2, 2024; here with summable weights, for a bound on the whole run.) The weights
 * are (1 + j / horizon)^-1.5 / (1 + 2 horizon): nearly level at first, and their sum is finite.
 *
 * Old suspicions are thinned out to about four for each doubling of age; that loses speed, never the bound.
 * The bound supposes that requests fail independently of each other within a block.
 */
export class ExcessDetector {
  readonly #settings: DetectorSettings
  #suspicions: Suspicion[] = []
  #blocks = 0
  #strength = 0

  constructor(settings: DetectorSettings) {
    this.#settings = settings
  }

  /** The evidence on a logarithmic scale: 0 is none, 1 is enough for an alarm. */
  get strength(): number {
    return this.#strength
  }

  /** The counts since new seems to have become worse; null before anything was observed. */
  get strongest(): PairedCounts | null {
    let best: Suspicion | null = null
    for (const one of this.#suspicions) {
      if (best === null || one.logEvidence + one.logWeight > best.logEvidence + best.logWeight) best = one
    }
    return best
  }

  /** Takes in one block. `usual` is old's share of hits before it; `ceiling` the most that old may have. */
  observe(block: PairedCounts, usual: number, ceiling: number): void {
    const { margin, alpha } = this.#settings
    const allowed: Allowance = { margin, ceiling }
    const most = (Math.log1p(2 * horizon) - Math.log(alpha)) * largestPart
    this.#begin()
    let sum = 0
    for (const suspicion of this.#suspicions) {
      this.#multiply(suspicion, block, { usual, allowed, most })
      sum += Math.exp(Math.min(largestExponent, suspicion.logEvidence + suspicion.logWeight))
    }
    this.#thinOut()
    this.#strength = Math.max(0, Math.log(sum) / -Math.log(alpha))
  }

  #begin(): void {
    const logWeight = -1.5 * Math.log1p(this.#blocks / horizon) - Math.log1p(2 * horizon)
    const none = { oldRequests: 0, oldHits: 0, newRequests: 0, newHits: 0 }
    this.#suspicions.push({ began: this.#blocks, logWeight, logEvidence: 0, ...none })
    this.#blocks++
  }

  #multiply(
    suspicion: Suspicion,
    block: PairedCounts,
    context: { readonly usual: number; readonly allowed: Allowance; readonly most: number },
  ): void {
    const { usual, allowed, most } = context
    const guess = Math.min(0.99, usual + allowed.margin + this.#settings.effect)
    const old = (suspicion.oldHits + oldGuessWeight * usual) / (suspicion.oldRequests + oldGuessWeight)
    const fresh = (suspicion.newHits + newGuessWeight * guess) / (suspicion.newRequests + newGuessWeight)
    suspicion.logEvidence += Math.min(most, logEvidence(block, { old, new: fresh }, allowed))
    suspicion.oldRequests += block.oldRequests
    suspicion.oldHits += block.oldHits
    suspicion.newRequests += block.newRequests
    suspicion.newHits += block.newHits
  }

  /** Keeps those of the last 8 blocks, and older ones whose beginning is a multiple of a power of two near age / 4. */
  #thinOut(): void {
    this.#suspicions = this.#suspicions.filter(({ began }) => {
      const age = this.#blocks - began
      if (age < 8) return true
      const log2 = 31 - Math.clz32(age)
      return (began & ((1 << (log2 - 2)) - 1)) === 0
    })
  }
}
