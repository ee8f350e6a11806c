import type { RelationEffect } from '../../facts.js'
import type { TableAccess } from '../table-site.js'
import { findCommonTables } from './common-tables.js'
import { readDefinition } from './definitions.js'
import { readTableName, type SqlName } from './table-name.js'
import type { SqlToken } from './tokenize.js'
import { clauseStarts, followers, proseWords, reserved } from './words.js'

/** A table in a statement. */
export interface SqlTable {
  /** With schema where written, without quotes; null when a hole stands for the table. */
  readonly name: string | null
  /** Offset of that hole. */
  readonly hole: number | null
  readonly access: TableAccess
  readonly start: number
  /** The table or view that the statement creates or alters. */
  readonly inside: string | null
  /** Statements are counted from 0. */
  readonly statement: number
  readonly effects: readonly RelationEffect[]
}

export interface SqlReading {
  readonly tables: readonly SqlTable[]
  /** False when something stands behind a table that SQL does not allow there, as in a sentence. */
  readonly sound: boolean
}

/** What is open between a pair of parentheses, or outside all. */
interface Frame {
  verb: string | null
  /** What the next comma leads to, null outside lists of tables. */
  list: TableAccess | null
  /** A table is to follow. */
  expect: TableAccess | null
  readonly isCall: boolean
}

interface Reader {
  readonly tokens: readonly SqlToken[]
  readonly tables: SqlTable[]
  readonly frames: Frame[]
  /** Names that stand for something else: common table expressions, temporary tables. */
  readonly hidden: Set<string>
  /** Alias → offset of its table: UPDATE and DELETE may name it in the table's place. */
  readonly aliases: Map<string, number>
  /** For each token whether a SET is still to come in its statement. */
  readonly settable: Uint8Array
  inside: string | null
  statement: number
  sound: boolean
}

/** Finds the tables of one or more statements, or of a part of a statement. One pass over the tokens. */
export function findSqlTables(tokens: readonly SqlToken[]): SqlReading {
  const reader: Reader = {
    tokens,
    tables: [],
    frames: [newFrame(false)],
    hidden: findCommonTables(tokens),
    aliases: new Map(),
    inside: null,
    statement: 0,
    settable: findSettable(tokens),
    sound: true,
  }
  for (let at = 0; at < tokens.length; ) at = step(reader, at)
  const targets = new Set(reader.tables.flatMap(table => aliasedBy(table, reader) ?? []))
  const tables = reader.tables
    .filter(table => isTable(table, reader) && aliasedBy(table, reader) === null)
    .map(table => (targets.has(table.start) ? { ...table, access: 'write' as const } : table))
  return { tables, sound: reader.sound }
}

function newFrame(isCall: boolean): Frame {
  return { verb: null, list: null, expect: null, isCall }
}

/** Handles the token at an index and returns the index to go on at. */
function step(reader: Reader, at: number): number {
  const token = reader.tokens[at] as SqlToken
  const frame = reader.frames.at(-1) as Frame
  if (frame.expect !== null) {
    const next = readExpected(reader, frame, at)
    if (next !== null) return next
  }
  if (token.kind === 'symbol') stepSymbol(reader, frame, at)
  return token.kind === 'word' ? stepWord(reader, frame, at) : at + 1
}

function readExpected(reader: Reader, frame: Frame, at: number): number | null {
  const token = reader.tokens[at] as SqlToken
  const access = frame.expect ?? 'read'
  if (
    token.upper === 'ONLY' ||
    token.upper === 'LATERAL' ||
    token.upper === 'IGNORE' ||
    token.upper === 'LOW_PRIORITY'
  ) {
    return at + 1
  }
  frame.expect = null
  if (token.text === '(' && token.kind === 'symbol') {
    const inner = newFrame(false)
    const next = reader.tokens[at + 1]
    // `FROM (a JOIN b ON …)` against `FROM (SELECT …)`
    if (
      next?.kind === 'name' ||
      (next?.kind === 'word' && !/^(?:SELECT|WITH|VALUES|TABLE)$/.test(next.upper))
    ) {
      Object.assign(inner, { verb: 'SELECT', list: access, expect: access })
    }
    reader.frames.push(inner)
    return at + 1
  }
  const name = readTableName(reader.tokens, at, {
    columns: access === 'write' && frame.verb !== 'UPDATE',
    alias: true,
  })
  if (name === null) return null
  record(reader, name, access)
  return name.next
}

function record(
  reader: Reader,
  name: SqlName,
  access: TableAccess,
  effects: readonly RelationEffect[] = [],
): void {
  const { hole, start } = name
  const { inside, statement } = reader
  reader.tables.push({ name: name.name, hole, access, start, inside, statement, effects })
  if (name.alias !== null) reader.aliases.set(name.alias.toLowerCase(), start)
  if (!isFollowed(reader.tokens, name)) reader.sound = false
}

function isFollowed(tokens: readonly SqlToken[], name: SqlName): boolean {
  if (!name.quoted && name.name !== null && proseWords.has(name.name.toUpperCase())) return false
  const behind = tokens[name.next]
  if (behind === undefined) return name.alias === null || name.as || name.alias.length <= 3
  if (behind.kind === 'symbol') return /^[,;()]$/.test(behind.text)
  return behind.kind === 'hole' || (behind.kind === 'word' && followers.has(behind.upper))
}

function stepSymbol(reader: Reader, frame: Frame, at: number): void {
  const { text } = reader.tokens[at] as SqlToken
  const before = reader.tokens[at - 1]
  if (text === '(') reader.frames.push(newFrame(before?.kind === 'word' && !reserved.has(before.upper)))
  else if (text === ')' && reader.frames.length > 1) reader.frames.pop()
  else if (text === ',' && frame.list !== null) frame.expect = frame.list
  else if (text === ';') {
    reader.frames.splice(0, reader.frames.length, newFrame(false))
    reader.inside = null
    reader.statement++
  }
}

function stepWord(reader: Reader, frame: Frame, at: number): number {
  const { tokens } = reader
  const { upper } = tokens[at] as SqlToken
  const before = tokens[at - 1]
  if (before?.text === '.' && before.kind === 'symbol') return at + 1
  if (clauseStarts.has(upper)) frame.list = null
  switch (upper) {
    case 'SELECT':
      frame.verb = 'SELECT'
      return at + 1
    case 'FROM':
      expectFrom(reader, frame, at)
      return at + 1
    case 'JOIN':
    case 'STRAIGHT_JOIN':
      if (!frame.isCall || frame.verb !== null) expectTables(frame, 'read', 'read')
      return at + 1
    case 'INTO':
      if (isIntoTarget(tokens, at)) expectTables(frame, 'write', null)
      return at + 1
    case 'UPDATE':
      if (isUpdateStart(reader, at, frame)) {
        frame.verb = 'UPDATE'
        expectTables(frame, 'write', 'write')
      }
      return at + 1
    case 'USING':
      if ((frame.verb === 'DELETE' || frame.verb === 'MERGE') && !isColumnList(tokens, at + 1)) {
        expectTables(frame, 'read', 'read')
      }
      return at + 1
    case 'REFERENCES':
      return readReference(reader, at)
    default:
      return stepVerb(reader, frame, at)
  }
}

function expectTables(frame: Frame, expect: TableAccess, list: TableAccess | null): void {
  frame.expect = expect
  frame.list = list
}

/** `extract(day FROM x)`, `a IS DISTINCT FROM b` and `COPY a FROM b` name no table behind FROM. */
function expectFrom(reader: Reader, frame: Frame, at: number): void {
  if (frame.isCall && frame.verb === null) return
  if (reader.tokens[at - 1]?.upper === 'DISTINCT' && /^(?:IS|NOT)$/.test(reader.tokens[at - 2]?.upper ?? ''))
    return
  if (/^(?:COPY|REVOKE|SHOW|FETCH|CREATE|ALTER|DROP)$/.test(frame.verb ?? '')) return
  expectTables(frame, frame.verb === 'DELETE' ? 'write' : 'read', 'read')
}

function isIntoTarget(tokens: readonly SqlToken[], at: number): boolean {
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    const upper = tokens[back]?.upper ?? ''
    if (/^(?:INSERT|REPLACE|MERGE)$/.test(upper)) return true
    if (!/^(?:IGNORE|OR|ABORT|FAIL|ROLLBACK|DELAYED|LOW_PRIORITY|HIGH_PRIORITY)$/.test(upper)) return false
  }
  return false
}

/** Not `FOR UPDATE`, `ON UPDATE`, `DO UPDATE`, `THEN UPDATE`, and with a SET to come. */
function isUpdateStart(reader: Reader, at: number, frame: Frame): boolean {
  const { tokens } = reader
  if (/^(?:FOR|ON|DO|KEY|THEN|OR|BEFORE|AFTER|OF|GRANT|REVOKE)$/.test(tokens[at - 1]?.upper ?? ''))
    return false
  if (frame.isCall || tokens[at - 1]?.text === ',') return false
  return reader.settable[at + 1] === 1 || tokens[at + 2]?.kind === 'hole'
}

/** For each token whether a SET is still to come in its statement. */
function findSettable(tokens: readonly SqlToken[]): Uint8Array {
  const settable = new Uint8Array(tokens.length + 1)
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { kind, text, upper } = tokens[at] as SqlToken
    if (kind === 'symbol' && text === ';') settable[at] = 0
    else settable[at] = upper === 'SET' ? 1 : (settable[at + 1] ?? 0)
  }
  return settable
}

function isColumnList(tokens: readonly SqlToken[], at: number): boolean {
  return tokens[at]?.text === '(' && tokens[at + 1]?.upper !== 'SELECT'
}

function readReference(reader: Reader, at: number): number {
  const name = readTableName(reader.tokens, at + 1, { columns: true, alias: false })
  if (name === null) return at + 1
  record(reader, name, 'refer', readEffects(reader.tokens, name.next))
  return name.next
}

/** `ON DELETE CASCADE`, `ON DELETE SET NULL` behind a reference. */
function readEffects(tokens: readonly SqlToken[], from: number): readonly RelationEffect[] {
  let at = from
  if (tokens[at]?.text === '(') at = tokens.findIndex(({ text }, index) => index > from && text === ')') + 1
  for (; at > 0 && at < tokens.length && !/^[,;)]$/.test(tokens[at]?.text ?? ';'); at++) {
    if (tokens[at]?.upper !== 'ON' || tokens[at + 1]?.upper !== 'DELETE') continue
    if (tokens[at + 2]?.upper === 'CASCADE') return ['cascade-delete']
    return tokens[at + 2]?.upper === 'SET' ? ['set-null'] : []
  }
  return []
}

function stepVerb(reader: Reader, frame: Frame, at: number): number {
  const { tokens } = reader
  const { upper } = tokens[at] as SqlToken
  if (
    /^(?:INSERT|MERGE|DELETE)$/.test(upper) &&
    !/^(?:ON|THEN|OR|BEFORE|AFTER)$/.test(tokens[at - 1]?.upper ?? '')
  ) {
    frame.verb = upper
    return at + 1
  }
  const isStart = at === 0 || tokens[at - 1]?.text === ';'
  if (!isStart || frame.isCall) return at + 1
  frame.verb = upper
  const defined = readDefinition(tokens, at)
  if (defined === null) return at + 1
  for (const name of defined.names) record(reader, name, defined.access)
  if (defined.temporary) for (const name of defined.names) reader.hidden.add((name.name ?? '').toLowerCase())
  reader.inside = defined.access === 'define' ? (defined.names[0]?.name ?? null) : null
  return defined.next
}

const systemSchemas =
  /^(?:information_schema|pg_catalog|pg_toast|performance_schema|sys|mysql)\.|^(?:pg_|sqlite_)|^(?:dual|excluded|inserted|deleted)$/i

function isTable(table: SqlTable, { hidden }: Reader): boolean {
  if (table.name === null) return table.hole !== null
  const name = table.name.toLowerCase()
  return !hidden.has(name) && !systemSchemas.test(name)
}

/** Offset of the table that is meant by `u` in `UPDATE u SET … FROM users u`; null for a table's own name. */
function aliasedBy({ name, access, start }: SqlTable, { aliases }: Reader): number | null {
  const aliased = name === null || access !== 'write' ? undefined : aliases.get(name.toLowerCase())
  return aliased === undefined || aliased === start ? null : aliased
}
