import type { TableAccess } from '../table-site.js'
import { readTableName, type SqlName } from './table-name.js'
import type { SqlToken } from './tokenize.js'
import { createModifiers } from './words.js'

/** A statement about tables themselves: CREATE, ALTER, DROP, TRUNCATE, COPY and the like. */
export interface SqlDefinition {
  readonly names: readonly SqlName[]
  readonly access: TableAccess
  readonly temporary: boolean
  /** Index of the token to go on at. */
  readonly next: number
}

/** Reads the statement that begins at an index; null when it is another one. */
export function readDefinition(tokens: readonly SqlToken[], at: number): SqlDefinition | null {
  switch (tokens[at]?.upper) {
    case 'CREATE':
      return readCreate(tokens, at + 1)
    case 'ALTER':
      return readAlter(tokens, at + 1)
    case 'DROP':
      return isWord(tokens, skip(tokens, at + 1, /^MATERIALIZED$/), /^(?:TABLE|VIEW)$/)
        ? readList(tokens, skip(tokens, at + 1, /^(?:MATERIALIZED|TABLE|VIEW|IF|EXISTS)$/), 'define')
        : null
    case 'TRUNCATE':
      return tokens[at + 1]?.text === '('
        ? null
        : readList(tokens, skip(tokens, at + 1, /^(?:TABLE|ONLY)$/), 'write')
    case 'LOCK':
      return readList(tokens, skip(tokens, at + 1, /^(?:TABLES?|ONLY)$/), 'write')
    case 'REFRESH':
      return readList(tokens, skip(tokens, at + 1, /^(?:MATERIALIZED|VIEW|CONCURRENTLY)$/), 'write')
    case 'COPY':
      return readCopy(tokens, at + 1)
    case 'COMMENT':
      return tokens[at + 2]?.upper === 'TABLE' ? readList(tokens, at + 3, 'define') : null
    default:
      return null
  }
}

function isWord(tokens: readonly SqlToken[], at: number, pattern: RegExp): boolean {
  return pattern.test(tokens[at]?.upper ?? '')
}

function skip(tokens: readonly SqlToken[], from: number, pattern: RegExp): number {
  let at = from
  while (isWord(tokens, at, pattern)) at++
  return at
}

function readCreate(tokens: readonly SqlToken[], from: number): SqlDefinition | null {
  let at = from
  while (createModifiers.has(tokens[at]?.upper ?? '')) at++
  const temporary = tokens.slice(from, at).some(({ upper }) => upper === 'TEMP' || upper === 'TEMPORARY')
  const what = tokens[at]?.upper ?? ''
  if (what === 'TABLE' || what === 'VIEW') {
    const start = skip(tokens, at + 1, /^(?:IF|NOT|EXISTS)$/)
    const name = readTableName(tokens, start, { columns: true, alias: false })
    return name === null ? null : { names: [name], access: 'define', temporary, next: name.next }
  }
  return /^(?:INDEX|TRIGGER|POLICY|RULE)$/.test(what) ? readAttached(tokens, at + 1) : null
}

/** `INDEX name ON table`, `TRIGGER name AFTER UPDATE ON table` */
function readAttached(tokens: readonly SqlToken[], from: number): SqlDefinition | null {
  const on = tokens.findIndex(({ upper, text }, index) => index >= from && (upper === 'ON' || text === ';'))
  if (tokens[on]?.upper !== 'ON') return null
  const start = skip(tokens, on + 1, /^ONLY$/)
  const name = readTableName(tokens, start, { columns: true, alias: false })
  return name === null ? null : { names: [name], access: 'define', temporary: false, next: name.next }
}

function readAlter(tokens: readonly SqlToken[], from: number): SqlDefinition | null {
  if (!isWord(tokens, from, /^TABLE$/)) return null
  const start = skip(tokens, from + 1, /^(?:IF|EXISTS|ONLY)$/)
  const name = readTableName(tokens, start, { columns: true, alias: false })
  if (name === null) return null
  const renames = isWord(tokens, name.next, /^RENAME$/) && isWord(tokens, name.next + 1, /^TO$/)
  const renamed = renames ? readTableName(tokens, name.next + 2, { columns: false, alias: false }) : null
  const names = renamed === null ? [name] : [name, renamed]
  return { names, access: 'define', temporary: false, next: renamed?.next ?? name.next }
}

function readCopy(tokens: readonly SqlToken[], from: number): SqlDefinition | null {
  const name = readTableName(tokens, from, { columns: true, alias: false })
  if (name === null) return null
  const direction = tokens.slice(name.next).find(({ upper }) => upper === 'FROM' || upper === 'TO')
  if (direction === undefined) return null
  const access = direction.upper === 'FROM' ? 'write' : 'read'
  return { names: [name], access, temporary: false, next: name.next }
}

function readList(tokens: readonly SqlToken[], from: number, access: TableAccess): SqlDefinition | null {
  const names: SqlName[] = []
  let at = from
  for (;;) {
    const name = readTableName(tokens, at, { columns: false, alias: false })
    if (name === null) break
    names.push(name)
    at = name.next
    if (tokens[at]?.text !== ',') break
    at++
  }
  return names.length === 0 ? null : { names, access, temporary: false, next: at }
}
