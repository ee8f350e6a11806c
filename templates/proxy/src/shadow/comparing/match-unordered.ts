import { canonicalText } from './canonical-text.js'
import { isArray, isObject, type JsonArray, type JsonValue, scalarText } from './json-value.js'
import { anyTolerance, isIgnored, type Rules, rulesBelow } from './path-rules.js'

/** Two values that belong together; one of them is undefined where there is no counterpart. */
export interface Pair {
  readonly key: string
  readonly primary: JsonValue | undefined
  readonly candidate: JsonValue | undefined
}

/** Steps that may be spent on pairing elements of unordered arrays by trial, over one whole comparison. */
export interface Trials {
  left: number
}

export interface Matching {
  /** Rules of each element. */
  readonly rules: Rules
  readonly trials: Trials
  readonly differs: (primary: JsonValue, candidate: JsonValue) => boolean
}

interface Element {
  readonly index: number
  readonly value: JsonValue
}

interface Rest {
  readonly primary: readonly Element[]
  readonly candidate: readonly Element[]
}

/**
 * Pairs the elements of two arrays whose order means nothing, as multisets, and returns the pairs that are
 * not the same: first the same go with the same, then those with the same identifier belong together, then
 * those within tolerance, and if a single one is left on either side these two. The rest has no counterpart.
 */
export function matchUnordered(primary: JsonArray, candidate: JsonArray, matching: Matching): Pair[] {
  const { rules } = matching
  const whole: Rest = { primary: elementsOf(primary), candidate: elementsOf(candidate) }
  const [, unequal] = pairBy(whole, element => canonicalText(element, rules))
  const [identified, unidentified] = pairBy(unequal, element => identityOf(element, rules))
  const rest = anyTolerance(rules) ? withoutTolerated(unidentified, matching) : unidentified
  const [one, other] = [rest.primary[0], rest.candidate[0]]
  if (one && other && rest.primary.length === 1 && rest.candidate.length === 1) {
    return [...identified, pairOf(one, other)]
  }
  return [
    ...identified,
    ...rest.primary.map(({ index, value }) => ({ key: String(index), primary: value, candidate: undefined })),
    ...rest.candidate.map(({ index, value }) => ({
      key: String(index),
      primary: undefined,
      candidate: value,
    })),
  ]
}

/** Pairs elements that have the same key, one to one in their order; those whose key is null stay alone. */
function pairBy(rest: Rest, keyOf: (value: JsonValue) => string | null): [Pair[], Rest] {
  const waiting = new Map<string, { readonly elements: Element[]; next: number }>()
  const alone: Element[] = []
  for (const element of rest.primary) {
    const key = keyOf(element.value)
    const queue = key === null ? undefined : waiting.get(key)
    if (key === null) alone.push(element)
    else if (queue === undefined) waiting.set(key, { elements: [element], next: 0 })
    else queue.elements.push(element)
  }
  const pairs: Pair[] = []
  const candidate: Element[] = []
  for (const element of rest.candidate) {
    const key = keyOf(element.value)
    const queue = key === null ? undefined : waiting.get(key)
    const counterpart = queue?.elements[queue.next]
    if (queue === undefined || counterpart === undefined) candidate.push(element)
    else {
      queue.next += 1
      pairs.push(pairOf(counterpart, element))
    }
  }
  for (const { elements, next } of waiting.values()) {
    for (const element of elements.slice(next)) alone.push(element)
  }
  return [pairs, { primary: alone, candidate }]
}

const identities = ['id', '_id', 'uuid', 'key', 'code', 'name']

/** What names an element among its like; null when nothing does, or when the rules say that it may differ. */
function identityOf(value: JsonValue, rules: Rules): string | null {
  if (!isObject(value)) return null
  for (const name of identities) {
    const identity = value.get(name)
    if (identity === undefined || identity === null || isArray(identity) || isObject(identity)) continue
    if (!isIgnored(rulesBelow(rules, name))) return `${name} ${scalarText(identity)}`
  }
  return null
}

/** Tries each with each, as long as there are trials left. */
function withoutTolerated(rest: Rest, { trials, differs }: Matching): Rest {
  const free = new Set(rest.candidate)
  const primary = rest.primary.filter(element => {
    for (const other of free) {
      if (trials.left <= 0) return true
      trials.left -= 1
      if (differs(element.value, other.value)) continue
      free.delete(other)
      return false
    }
    return true
  })
  return { primary, candidate: [...free] }
}

function elementsOf(values: JsonArray): Element[] {
  return values.map((value, index) => ({ index, value }))
}

function pairOf(one: Element, other: Element): Pair {
  return { key: String(one.index), primary: one.value, candidate: other.value }
}
