import { objectOrNull } from './read-json.js'

/**
 * Targets that a package's `exports` or `imports` field gives for a subpath such as `.`, `./client` or `#db`, most
 * source-like first. All conditions count, since the code may run under any of them. Null when the field does not
 * have the subpath; empty when it forbids it.
 */
export function packageTargets(field: unknown, subpath: string): string[] | null {
  const map = objectOrNull(field)
  const isMap = map !== null && Object.keys(map).some(key => key.startsWith('.') || key.startsWith('#'))
  if (map === null || !isMap) return subpath === '.' ? flatten(field) : null
  if (subpath in map && !subpath.includes('*')) return flatten(map[subpath])
  const match = bestPattern(Object.keys(map), subpath)
  if (match === null) return null
  return flatten(map[match.key]).map(target =>
    match.key.endsWith('/') ? target + match.star : target.replaceAll('*', match.star),
  )
}

/** The pattern with the longest part before its `*`, as Node compares them; `./dir/` is the old form of `./dir/*`. */
function bestPattern(keys: readonly string[], subpath: string): { key: string; star: string } | null {
  let best: { key: string; star: string; length: number } | null = null
  for (const key of keys) {
    const [before = '', after = ''] = key.endsWith('/') ? [key] : key.split('*')
    if (!key.includes('*') && !key.endsWith('/')) continue
    const fits =
      subpath.length >= before.length + after.length && subpath.startsWith(before) && subpath.endsWith(after)
    if (!fits || subpath === before || (best !== null && best.length >= before.length)) continue
    best = { key, star: subpath.slice(before.length, subpath.length - after.length), length: before.length }
  }
  return best
}

/** Conditions that lead to source rather than to build output. */
const sourceCondition = /(?:^|[-/@])(?:source|src|development|ts|typescript)$/i

function flatten(target: unknown): string[] {
  if (typeof target === 'string') return [target]
  if (Array.isArray(target)) return target.flatMap(flatten)
  const conditions = objectOrNull(target)
  if (conditions === null) return []
  const entries = Object.entries(conditions)
  const isSource = ([condition]: [string, unknown]) => sourceCondition.test(condition)
  return [...entries.filter(isSource), ...entries.filter(entry => !isSource(entry))].flatMap(([, value]) =>
    flatten(value),
  )
}
