import { decodeText } from '../../kernel/config/decode-text.js'
import { findFormatFault } from '../../kernel/config/formats.js'
import { locate } from '../../kernel/config/place-tree.js'
import { readJson } from '../../kernel/config/read-json.js'
import type { Schema } from '../../kernel/config/schema.js'
import type { SchemaIssue } from '../../kernel/config/schema-issue.js'
import { validateValue } from '../../kernel/config/validate-value.js'
import type { BaselineEntry } from '../../kernel/finding.js'
import { type Problem, UserError } from '../../kernel/problem.js'
import { type BaselineFile, baselineVersion } from './baseline.js'

export interface ParsedFile {
  /** Null when the file cannot be used at all. */
  readonly file: BaselineFile | null
  readonly problems: readonly Problem[]
}

const text: Schema = { type: 'string', format: 'text' }
const entryProperties = {
  rule: { ...text, examples: ['private-import'] },
  from: { ...text, examples: ['src/orders/place-order.ts'] },
  to: { type: 'string', examples: ['billing'] },
  symbol: { type: ['string', 'null'], examples: ['charge'] },
  reason: text,
  owner: text,
  until: { type: 'string', format: 'date', minLength: 1, examples: ['2027-03-01'] },
} as const satisfies Record<string, Schema>

const entrySchema: Schema = {
  type: 'object',
  properties: entryProperties,
  required: ['rule', 'from', 'to'],
  additionalProperties: false,
}

const fileSchema: Schema = {
  type: 'object',
  properties: {
    schemaVersion: { const: baselineVersion },
    module: { type: ['string', 'null'], examples: ['orders'] },
    entries: { type: 'array', items: entrySchema },
  },
  required: ['schemaVersion', 'module', 'entries'],
  additionalProperties: false,
}

/** Reads one baseline file; tells everything that is wrong with it, each with its place. */
export function parseBaselineFile(path: string, bytes: Buffer): ParsedFile {
  try {
    return parseText(path, decodeText(bytes, path))
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return refused(error.problems.map(problem => ({ ...problem, code: 'baseline-invalid' })))
  }
}

function parseText(path: string, content: string): ParsedFile {
  const conflicts = findConflict(path, content)
  if (conflicts.length > 0) return refused(conflicts)
  const value = parseStrictly(content)
  if (isBaseline(value)) return { file: deriveFile(path, content, value), problems: [] }
  return parseSlowly(path, content)
}

function refused(problems: readonly Problem[]): ParsedFile {
  return { file: null, problems }
}

function parseStrictly(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    return undefined
  }
}

/** With places, for files in which something is wrong. Comments and trailing commas of hand merges pass. */
function parseSlowly(path: string, content: string): ParsedFile {
  const { value, places, syntax } = readJson(path, content)
  if (syntax.length > 0) return refused(syntax.map(problem => ({ ...problem, code: 'baseline-invalid' })))
  const placeOf = (issue: Pick<SchemaIssue, 'path' | 'at'>) =>
    locate({ file: path, text: content, places }, issue.path, issue.at)
  const version = isRecord(value) ? value.schemaVersion : undefined
  if (typeof version === 'number' && version > baselineVersion) {
    return refused([
      {
        code: 'baseline-newer',
        message: `${path} is of version ${version}; this Banyan reads version ${baselineVersion}.`,
        place: placeOf({ path: ['schemaVersion'], at: 'value' }),
        hint: 'Use the version of Banyan that wrote it, or a later one.',
      },
    ])
  }
  if (isBaseline(value)) return { file: deriveFile(path, content, value), problems: [] }
  return refused(
    validateValue(fileSchema, dropClosing(value)).map(issue => ({
      code: 'baseline-invalid',
      message: issue.path.length > 1 ? issue.message : nameSubject(issue.message),
      place: placeOf(issue),
      hint: issue.hint,
    })),
  )
}

/** The validator speaks of configs. */
function nameSubject(message: string): string {
  return message
    .replace(/^The config\b/, 'The baseline file')
    .replace(/ in the config\.$/, ' in a baseline file.')
}

/** The closing `{}` of the list is no entry; indexes of the others stay. */
function dropClosing(value: unknown): unknown {
  if (!isRecord(value) || !Array.isArray(value.entries)) return value
  const list: readonly unknown[] = value.entries
  return { ...value, entries: isClosing(list.at(-1)) ? list.slice(0, -1) : list }
}

const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?:[ \r]|$)/m

function findConflict(path: string, content: string): Problem[] {
  const found = marker.exec(content)
  if (found === null) return []
  return [
    {
      code: 'baseline-invalid',
      message: `${path} has unresolved merge conflicts.`,
      place: { file: path, line: content.slice(0, found.index).split('\n').length, column: 1 },
      hint: 'Keep the entries of both sides, delete the lines that start with <<<<<<<, ======= and >>>>>>>, then run `banyan baseline shrink`.',
    },
  ]
}

interface RawFile {
  readonly module: string | null
  readonly entries: readonly Readonly<Record<string, unknown>>[]
}

function deriveFile(path: string, content: string, { module, entries }: RawFile): BaselineFile {
  const kept = entries.filter(entry => !isClosing(entry))
  return {
    path,
    module,
    text: content,
    entries: kept.map(entry => ({ symbol: null, ...entry, module }) as unknown as BaselineEntry),
  }
}

/** The cheap question, asked first: does everything have the right shape? */
function isBaseline(value: unknown): value is RawFile {
  if (!isRecord(value) || value.schemaVersion !== baselineVersion || Object.keys(value).length !== 3)
    return false
  const { module, entries } = value
  if (module !== null && typeof module !== 'string') return false
  if (!Array.isArray(entries)) return false
  return entries.every((entry, at) => isEntry(entry) || (at === entries.length - 1 && isClosing(entry)))
}

function isEntry(value: unknown): boolean {
  if (!isRecord(value) || !('rule' in value && 'from' in value && 'to' in value)) return false
  for (const key in value) {
    if (!Object.hasOwn(entryProperties, key)) return false
    if (!fits(key as keyof typeof entryProperties, value[key])) return false
  }
  return true
}

function fits(key: keyof typeof entryProperties, value: unknown): boolean {
  if (key === 'symbol' && value === null) return true
  if (typeof value !== 'string') return false
  if (key === 'to' || key === 'symbol') return true
  return key === 'until' ? findFormatFault('date', value) === null && value !== '' : value.trim() !== ''
}

function isClosing(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
