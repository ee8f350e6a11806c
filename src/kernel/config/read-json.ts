import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Problem, refuse } from '../problem.js'
import { renderJsonPath } from './json-path.js'
import { derivePosition, type PlaceTree } from './place-tree.js'

/** A config file's value with its places, and what is wrong with the text itself. */
export interface ReadValue {
  readonly value: unknown
  readonly places: PlaceTree
  /** Not empty: the value is a guess. */
  readonly syntax: readonly Problem[]
  /** Names that occur twice in one object; the last one counts. */
  readonly duplicates: readonly Problem[]
}

interface Reading {
  readonly file: string
  readonly text: string
  readonly duplicates: Problem[]
  /** Of the value that is being read. */
  readonly path: (string | number)[]
}

/** Reads JSON with comments and trailing commas. */
export function readJson(file: string, text: string): ReadValue {
  try {
    return readTree(file, text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const place = { file, line: 1, column: 1 }
    return refuse(
      'config-invalid',
      `${file} is nested too deeply.`,
      'Look for brackets that never close.',
      place,
    )
  }
}

function readTree(file: string, text: string): ReadValue {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  const reading: Reading = { file, text, duplicates: [], path: [] }
  const read = root ? readNode(root, null, reading) : { value: undefined, places: emptyTree }
  return {
    ...read,
    syntax: errors.map(error => describeError(reading, error)),
    duplicates: reading.duplicates,
  }
}

const noChildren: PlaceTree['children'] = new Map()
const emptyTree: PlaceTree = { offset: 0, keyOffset: null, children: noChildren }

interface ReadNode {
  readonly value: unknown
  readonly places: PlaceTree
}

function readNode(node: Node, keyOffset: number | null, reading: Reading): ReadNode {
  if (node.type === 'object') return readObject(node, keyOffset, reading)
  if (node.type === 'array') return readArray(node, keyOffset, reading)
  return { value: node.value, places: { offset: node.offset, keyOffset, children: noChildren } }
}

function readArray(node: Node, keyOffset: number | null, reading: Reading): ReadNode {
  const value: unknown[] = []
  const children = new Map<number, PlaceTree>()
  for (const [at, child] of (node.children ?? []).entries()) {
    reading.path.push(at)
    const item = readNode(child, null, reading)
    reading.path.pop()
    value.push(item.value)
    children.set(at, item.places)
  }
  return { value, places: { offset: node.offset, keyOffset, children } }
}

/** `__proto__` is a name like any other: `Object.fromEntries` defines, where assignment would set a prototype. */
function readObject(node: Node, keyOffset: number | null, reading: Reading): ReadNode {
  const children = new Map<string, PlaceTree>()
  const values = new Map<string, unknown>()
  for (const { children: [key, child] = [] } of node.children ?? []) {
    if (!key || !child) continue
    const name = String(key.value)
    const first = children.get(name)
    reading.path.push(name)
    if (first) reading.duplicates.push(describeDuplicate(reading, key.offset, first.keyOffset ?? 0))
    const { value, places } = readNode(child, key.offset, reading)
    reading.path.pop()
    children.set(name, places)
    values.set(name, value)
  }
  return { value: Object.fromEntries(values), places: { offset: node.offset, keyOffset, children } }
}

function describeDuplicate(reading: Reading, second: number, first: number): Problem {
  return {
    code: 'config-invalid',
    message: `${renderJsonPath(reading.path)} is there twice; the first one is in line ${derivePosition(reading.text, first).line}.`,
    place: { file: reading.file, ...derivePosition(reading.text, second) },
    hint: 'Remove one of the two, or give it another name.',
  }
}

function describeError(reading: Reading, error: ParseError): Problem {
  const [message, hint] = syntaxMessages[printParseErrorCode(error.error)] ?? ['is not JSON', 'Correct it.']
  const found = reading.text.slice(error.offset, error.offset + error.length)
  const quoted = found.startsWith("'") ? 'JSON strings stand in double quotes.' : hint
  return {
    code: 'config-invalid',
    message: `Syntax error: ${message}.`,
    place: { file: reading.file, ...derivePosition(reading.text, error.offset) },
    hint: quoted,
  }
}

const syntaxMessages: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  InvalidSymbol: ['this word is neither a string nor a number', 'Put names and strings into double quotes.'],
  InvalidNumberFormat: ['this number is malformed', 'Write it as 1, -1 or 1.5.'],
  PropertyNameExpected: ['a name in double quotes is missing', 'Write "name": value.'],
  ValueExpected: ['a value is missing', 'Write a value, or remove the name or comma in front.'],
  ColonExpected: ['":" is missing', 'Write "name": value.'],
  CommaExpected: ['"," is missing', 'Put a comma between two values.'],
  CloseBraceExpected: ['"}" is missing', 'Close the object.'],
  CloseBracketExpected: ['"]" is missing', 'Close the list.'],
  EndOfFileExpected: ['there is text after the end', 'Remove it, or look for a bracket closed too early.'],
  UnexpectedEndOfComment: ['a comment does not end', 'Close it with */.'],
  UnexpectedEndOfString: ['a string does not end in its line', 'Close it with a double quote.'],
  UnexpectedEndOfNumber: ['a number ends too early', 'Write it as 1, -1 or 1.5.'],
  InvalidUnicode: ['a \\u escape is malformed', 'Write four hexadecimal digits after \\u.'],
  InvalidEscapeCharacter: ['there is no such escape', 'Write \\\\ for a backslash.'],
  InvalidCharacter: ['a control character stands in a string', 'Write it as an escape.'],
}
