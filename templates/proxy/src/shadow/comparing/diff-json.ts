import { withinTolerance } from './decimal.js'
import { isoTime } from './difference.js'
import type { JsonPlace } from './json-place.js'
import {
  isArray,
  isDecimal,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from './json-value.js'
import { matchUnordered, type Pair, type Trials } from './match-unordered.js'
import { isIgnored, isUnordered, type Rules, rulesBelow, rulesOfElements, toleranceOf } from './path-rules.js'
import { placeOf, type Site, siteBelow } from './site.js'

/** Told of a place where two documents differ; undefined where one has nothing. False ends the search. */
export type OnDifference = (
  place: JsonPlace,
  primary: JsonValue | undefined,
  candidate: JsonValue | undefined,
) => boolean

interface OpenPair {
  /** Those that are not the same scalar on both sides. */
  readonly members: readonly Pair[]
  readonly site: Site
  /** Of the container itself; null when all members share `elementRules`. */
  readonly rules: Rules
  readonly elementRules: Rules | null
  readonly isArray: boolean
  next: number
}

const trialSteps = 100_000

/**
 * Finds where two documents differ. It keeps its own stack, and takes time in proportion to the documents,
 * times the logarithm where arrays are unordered; trials are bounded.
 */
export function diffJson(
  primary: JsonValue,
  candidate: JsonValue,
  rules: Rules,
  onDifference: OnDifference,
  trials: Trials = { left: trialSteps },
): void {
  if (isIgnored(rules)) return
  const open: OpenPair[] = []
  if (!visit({ key: '', primary, candidate }, null, rules)) return
  for (let pair = open.at(-1); pair !== undefined; pair = open.at(-1)) {
    const member = pair.members[pair.next]
    if (member === undefined) {
      open.pop()
      continue
    }
    pair.next += 1
    trials.left -= 1
    const below = pair.elementRules ?? rulesBelow(pair.rules, member.key)
    if (!isIgnored(below) && !visit(member, pair, below)) return
  }

  function visit(pair: Pair, parent: OpenPair | null, here: Rules): boolean {
    const { primary: one, candidate: other } = pair
    if (one === other) return true
    const site = siteBelow(parent?.site ?? null, pair.key, parent?.isArray ?? false)
    const members = one === undefined || other === undefined ? null : membersOf(one, other, here, trials)
    if (members !== null) {
      open.push({ ...members, rules: here, site, next: 0 })
      return true
    }
    if (one !== undefined && other !== undefined && isSameScalar(one, other, toleranceOf(here))) return true
    return onDifference(placeOf(site), one, other)
  }
}

/** Null unless both are arrays, or both are objects. */
function membersOf(
  one: JsonValue,
  other: JsonValue,
  rules: Rules,
  trials: Trials,
): Pick<OpenPair, 'members' | 'elementRules' | 'isArray'> | null {
  if (isArray(one) && isArray(other)) {
    if (!isUnordered(rules)) return { members: inOrder(one, other), elementRules: null, isArray: true }
    const elementRules = rulesOfElements(rules)
    const differs = (a: JsonValue, b: JsonValue): boolean => anyDifference(a, b, elementRules, trials)
    const pairs = matchUnordered(one, other, { rules: elementRules, trials, differs })
    return { members: pairs, elementRules, isArray: true }
  }
  if (isObject(one) && isObject(other)) {
    return { members: byKey(one, other), elementRules: null, isArray: false }
  }
  return null
}

function anyDifference(one: JsonValue, other: JsonValue, rules: Rules, trials: Trials): boolean {
  let found = false
  diffJson(
    one,
    other,
    rules,
    () => {
      found = true
      return false
    },
    trials,
  )
  return found
}

function inOrder(primary: JsonArray, candidate: JsonArray): Pair[] {
  const pairs: Pair[] = []
  const length = Math.max(primary.length, candidate.length)
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [primary[at], candidate[at]]
    if (one !== other) pairs.push({ key: String(at), primary: one, candidate: other })
  }
  return pairs
}

function byKey(primary: JsonObject, candidate: JsonObject): Pair[] {
  const pairs: Pair[] = []
  for (const [key, value] of primary) {
    const other = candidate.get(key)
    if (value !== other) pairs.push({ key, primary: value, candidate: other })
  }
  for (const [key, value] of candidate) {
    if (!primary.has(key)) pairs.push({ key, primary: undefined, candidate: value })
  }
  return pairs
}

function isSameScalar(one: JsonValue, other: JsonValue, tolerance: number | null): boolean {
  if (isDecimal(one) && isDecimal(other) && one.text === other.text) return true
  if (tolerance === null) return false
  if (isNumber(one) && isNumber(other)) return withinTolerance(one, other, tolerance)
  if (typeof one !== 'string' || typeof other !== 'string') return false
  const [time, otherTime] = [isoTime(one), isoTime(other)]
  return time !== null && otherTime !== null && Math.abs(time - otherTime) <= tolerance
}

function isNumber(value: JsonValue): value is Extract<JsonValue, number> {
  return typeof value === 'number' || isDecimal(value)
}
