import type { CompareSettings } from '../../config/model.js'

/** What the settings say of one place, as a tree of the keys that lead there. */
interface RuleNode {
  readonly keys: Map<string, RuleNode>
  /** For any key or index. */
  any: RuleNode | null
  ignored: boolean
  unordered: boolean
  tolerance: number | null
}

/** The rules that may still hold at a place in a document; more than one when `*` and a name both fit. */
export type Rules = readonly RuleNode[]

const none: Rules = []
const compiled = new WeakMap<CompareSettings, Rules>()

/**
 * The rules at the root of a document. Paths are split at `/`; `~1` stands for a slash in a key and `~0` for
 * a tilde.
 */
export function rulesOf(settings: CompareSettings): Rules {
  const known = compiled.get(settings)
  if (known !== undefined) return known
  const root = emptyNode()
  for (const path of settings.ignore) nodeAt(root, path).ignored = true
  for (const path of settings.unordered) nodeAt(root, path).unordered = true
  for (const [path, tolerance] of Object.entries(settings.tolerances))
    nodeAt(root, path).tolerance = tolerance
  const rules = [root]
  compiled.set(settings, rules)
  return rules
}

export function rulesBelow(rules: Rules, key: string): Rules {
  if (rules.length === 0) return none
  const below: RuleNode[] = []
  for (const rule of rules) {
    const named = rule.keys.get(key)
    if (named !== undefined) below.push(named)
    if (rule.any !== null) below.push(rule.any)
  }
  return below.length === 0 ? none : below
}

/**
 * The rules of all elements of an array whose order means nothing: those for one index cannot mean any of
 * them.
 */
export function rulesOfElements(rules: Rules): Rules {
  const below = rules.flatMap(rule => (rule.any === null ? [] : [rule.any]))
  return below.length === 0 ? none : below
}

export function isIgnored(rules: Rules): boolean {
  return rules.some(rule => rule.ignored)
}

export function isUnordered(rules: Rules): boolean {
  return rules.some(rule => rule.unordered)
}

/** The widest that any of them allows; null when nothing may differ. */
export function toleranceOf(rules: Rules): number | null {
  let widest: number | null = null
  for (const { tolerance } of rules) {
    if (tolerance !== null && (widest === null || tolerance > widest)) widest = tolerance
  }
  return widest
}

/** Whether anything at this place or below it has a tolerance. */
export function anyTolerance(rules: Rules): boolean {
  return rules.some(
    rule =>
      rule.tolerance !== null ||
      anyTolerance([...rule.keys.values(), ...(rule.any === null ? [] : [rule.any])]),
  )
}

function nodeAt(root: RuleNode, path: string): RuleNode {
  let node = root
  for (const part of path.split('/').slice(1)) {
    if (path === '/') break
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (part === '*') {
      node.any ??= emptyNode()
      node = node.any
      continue
    }
    const next = node.keys.get(key) ?? emptyNode()
    node.keys.set(key, next)
    node = next
  }
  return node
}

function emptyNode(): RuleNode {
  return { keys: new Map(), any: null, ignored: false, unordered: false, tolerance: null }
}
