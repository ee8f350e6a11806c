import { barePathExpression } from '../path-expression.js'
import type { TableCase } from './table-case.js'

/** `HTTPPathMatch`. */
export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'
  readonly value: string
}

/** All that can become of requests of a path, in the order of precedence. */
export interface PathGroup {
  readonly path: PathMatch
  readonly cases: readonly TableCase[]
}

/** Paths in one spelling, `/users/:` and `/files/*`, with their cases. */
type Shapes = ReadonlyMap<string, readonly TableCase[]>

/**
 * Exact paths and prefixes, of which HTTPRoutes take the longest that fits. Where one path needs an expression all that
 * end in `*` become expressions: whether those come before prefixes or after is not the same everywhere.
 */
export function groupByPath(cases: readonly TableCase[]): readonly PathGroup[] {
  const shapes = new Map<string, TableCase[]>()
  for (const each of cases) {
    const shape = shapeOf(each.match.path)
    shapes.set(shape, [...(shapes.get(shape) ?? []), each])
  }
  return [...shapes.keys()].every(isPlain) ? plainGroups(shapes) : expressionGroups(shapes)
}

function shapeOf(path: string): string {
  return path.replace(/\/:[^/]*/g, '/:').replace(/%[0-9a-f]{2}/gi, encoded => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase()
  })
}

/** Whether HTTPRoutes take a path as it is: without parameters, and not one that they would have to normalise. */
function isPlain(shape: string): boolean {
  const path = shape.replace(/\/\*$/, '/')
  return !/\/:|\/\/|\/\.{1,2}(\/|$)/.test(path) && /^[-A-Za-z0-9/._~!$&'()*+,;=:@]+$/.test(path)
}

function isRest(shape: string): boolean {
  return shape.endsWith('/*')
}

/** The prefix `/files` includes the path `/files` itself, which `/files/*` does not: that is told apart. */
function plainGroups(shapes: Shapes): readonly PathGroup[] {
  const bases = [...shapes.keys()].filter(isRest).map(shape => shape.slice(0, -2))
  const nearestFirst = [...bases].sort((left, right) => right.length - left.length)
  const above = (path: string) =>
    nearestFirst.filter(base => path.startsWith(`${base}/`)).flatMap(base => shapes.get(`${base}/*`) ?? [])
  const exact = new Set([...[...shapes.keys()].filter(shape => !isRest(shape)), ...bases])
  exact.delete('')
  return [
    ...[...exact].map((value): PathGroup => {
      const cases = [...(shapes.get(value) ?? []), ...(bases.includes(value) ? above(value) : [])]
      return { path: { type: 'Exact', value }, cases }
    }),
    ...nearestFirst.map((base): PathGroup => {
      const path = { type: 'PathPrefix', value: base === '' ? '/' : base } as const
      return { path, cases: shapes.get(`${base}/*`) ?? [] }
    }),
  ]
}

/** The longer of two expressions comes first: one that has to and is not is filled up with what matches nothing. */
function expressionGroups(shapes: Shapes): readonly PathGroup[] {
  const groups: PathGroup[] = []
  const later: { readonly shape: string; readonly length: number }[] = []
  for (const [shape, cases] of [...shapes].reverse()) {
    if (!isRest(shape) && isPlain(shape)) {
      groups.push({ path: { type: 'Exact', value: shape }, cases })
      continue
    }
    const expression = barePathExpression(shape)
    const rivals = later.filter(other => canOverlap(shape, other.shape)).map(({ length }) => length)
    const missing = Math.max(0, ...rivals) + 1 - expression.length
    const value = expression + filler.repeat(Math.max(0, Math.ceil(missing / filler.length)))
    groups.push({ path: { type: 'RegularExpression', value }, cases })
    later.push({ shape, length: value.length })
  }
  return groups.reverse()
}

const filler = '(?:)'

/** Whether a path can have both shapes. */
function canOverlap(left: string, right: string): boolean {
  const [segments, others] = [left.split('/'), right.split('/')]
  for (const [at, segment] of segments.entries()) {
    const other = others[at]
    if (other === undefined) return false
    if (segment === '*' || other === '*') return true
    if (segment !== other && segment !== ':' && other !== ':') return false
  }
  return segments.length === others.length
}
