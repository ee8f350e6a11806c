import { hole, type SqlToken } from './tokenize.js'
import { followers, reserved } from './words.js'

/** A table's name as it stands in a statement. */
export interface SqlName {
  /** With schema where written, without quotes; null when a hole makes part of it. */
  readonly name: string | null
  /** Offset of the hole that stands for the table, null when its name is written out. */
  readonly hole: number | null
  readonly start: number
  readonly quoted: boolean
  readonly alias: string | null
  /** Whether AS introduces the alias. */
  readonly as: boolean
  /** Index of the token behind name and alias. */
  readonly next: number
}

interface NameOptions {
  /** `(` behind the name lists columns; elsewhere it makes the name a function. */
  readonly columns: boolean
  readonly alias: boolean
}

/** Reads `schema.table AS alias` from the token at an index; null when no table stands there. */
export function readTableName(tokens: readonly SqlToken[], at: number, options: NameOptions): SqlName | null {
  const first = tokens[at]
  if (first === undefined || !isNamePart(first)) return null
  const parts: SqlToken[] = [first]
  let next = at + 1
  while (tokens[next]?.text === '.' && tokens[next]?.kind === 'symbol') {
    const dots = tokens[next + 1]?.text === '.' ? 2 : 1
    const part = tokens[next + dots]
    if (part === undefined || !isNamePart(part, true)) return null
    parts.push(part)
    next += dots + 1
  }
  const glued = isGlued(tokens, at, next)
  const behind = tokens[next]
  if (!options.columns && isOpening(behind) && first.kind !== 'hole') return null
  const alias = options.alias ? readAlias(tokens, next) : null
  return {
    name: glued ? null : joinParts(parts),
    hole: glued || parts.at(-1)?.kind !== 'hole' ? null : (parts.at(-1)?.start ?? null),
    start: first.start,
    quoted: first.kind === 'name',
    alias: alias?.name ?? null,
    as: alias?.as ?? false,
    next: alias?.next ?? next,
  }
}

function isOpening(token: SqlToken | undefined): boolean {
  return token?.kind === 'symbol' && token.text === '('
}

function isNamePart(token: SqlToken, afterDot = false): boolean {
  if (token.kind === 'hole' || token.kind === 'name') return true
  return token.kind === 'word' && (afterDot || !reserved.has(token.upper))
}

/** `users_${year}`: a hole that makes part of a word. */
function isGlued(tokens: readonly SqlToken[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) {
    const left = tokens[at - 1]
    const right = tokens[at]
    if (right?.kind === 'name' && right.text.includes(hole)) return true
    if (left === undefined || right === undefined || left.end !== right.start) continue
    const isWordAndHole =
      (left.kind === 'hole' && (right.kind === 'word' || right.kind === 'number')) ||
      (right.kind === 'hole' && left.kind === 'word')
    if (isWordAndHole) return true
  }
  return false
}

/** The parts behind the last hole; null when the table itself is one. */
function joinParts(parts: readonly SqlToken[]): string | null {
  const written = parts.slice(parts.findLastIndex(part => part.kind === 'hole') + 1)
  return written.length === 0 ? null : written.map(part => part.text).join('.')
}

function readAlias(tokens: readonly SqlToken[], at: number) {
  const as = tokens[at]?.upper === 'AS'
  const token = tokens[as ? at + 1 : at]
  const isAlias =
    token?.kind === 'name' ||
    (token?.kind === 'word' && !reserved.has(token.upper) && !followers.has(token.upper))
  return isAlias ? { name: token.text, as, next: at + (as ? 2 : 1) } : null
}
