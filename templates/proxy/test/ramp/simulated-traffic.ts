import type { RampSettings, Side } from '../../src/config/model.js'
import type { Outcome } from '../../src/http/exchange.js'
import { RampWatch } from '../../src/ramp/ramp-watch.js'
import type { Verdict } from '../../src/ramp/verdict.js'

/** How a side behaves: requests a second, share of errors, and log-normal latency. */
export interface Behaviour {
  readonly rate: number
  readonly errors: number
  /** Milliseconds. */
  readonly median: number
  /** Standard deviation of the latency's logarithm: 0.5 is calm, 1 is wild. */
  readonly spread: number
}

export interface Simulation {
  readonly ramp: RampSettings
  readonly seed: number
  readonly seconds: number
  readonly legacy: (second: number) => Behaviour
  readonly candidate: (second: number) => Behaviour
}

/** Numbers in [0, 1) that are the same for the same seed: a 32-bit Weyl sequence, mixed by multiplication. */
export function seededRandom(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** Standard normal values at evenly spaced quantiles, drawn from by number. */
const normals = normalTable(1 << 15)

function normalTable(size: number): Float64Array {
  const random = seededRandom(1)
  return Float64Array.from({ length: size }, () => {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  })
}

/** How many times the median a latency is, drawn from by number; one table for each spread. */
const latencyFactors = new Map<number, Float64Array>()

function factorsOf(spread: number): Float64Array {
  const known = latencyFactors.get(spread) ?? normals.map(value => Math.exp(spread * value))
  latencyFactors.set(spread, known)
  return known
}

const start = Date.UTC(2030, 0, 1)

/** The second in which the watch first says `fail`, counted from 1; null when it never does. */
export function secondOfFailure(simulation: Simulation): number | null {
  return secondOf(simulation, verdict => verdict.kind === 'fail')
}

/** The second after which a verdict is first as wanted, counted from 1; null when it never does. */
export function secondOf(simulation: Simulation, wanted: (verdict: Verdict) => boolean): number | null {
  const { ramp, seconds, seed } = simulation
  const random = seededRandom(seed)
  const watch = new RampWatch(ramp, { since: start, share: 50 }, start)
  for (let second = 0; second < seconds; second++) {
    const now = start + second * 1000
    recordSecond(watch, 'legacy', simulation.legacy(second), { now, random })
    recordSecond(watch, 'new', simulation.candidate(second), { now, random })
    if (wanted(watch.judge(now + 1000))) return second + 1
  }
  return null
}

interface Moment {
  readonly now: number
  readonly random: () => number
}

/** One second of one side, with a number of requests that varies as it does when users come independently. */
export function recordSecond(watch: RampWatch, side: Side, behaviour: Behaviour, moment: Moment): void {
  const { now, random } = moment
  const { rate, errors, median, spread } = behaviour
  const count = Math.max(0, Math.round(rate + Math.sqrt(rate) * normal(random)))
  const factors = factorsOf(spread)
  for (let i = 0; i < count; i++) {
    outcome.status = random() < errors ? 502 : 200
    outcome.headMs = median * (factors[Math.floor(random() * factors.length)] ?? 1)
    watch.record(side, outcome, now)
  }
}

const normal = (random: () => number) => normals[Math.floor(random() * normals.length)] ?? 0

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const outcome: Writable<Outcome> = {
  status: 200,
  headMs: 1,
  totalMs: 1,
  failure: null,
  retries: 0,
  requestBytes: 0,
  responseBytes: 0,
}
