import { createScanner, findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { type Complaint, type ConfigPath, renderPath } from './complaint.js'
import type { ConfigProblem } from './model.js'
import { createPositions, type Position } from './positions.js'
import { describeSyntaxError } from './syntax-errors.js'

/** A config's text, read but not checked. */
export type ConfigText =
  | {
      readonly kind: 'read'
      readonly value: unknown
      /** Names that no object may have, or has twice. */
      readonly problems: readonly ConfigProblem[]
      /** Where a value, or the name of a property, stands; where there is none, the nearest thing around it. */
      readonly place: (path: ConfigPath, at: 'value' | 'key') => Position
    }
  | { readonly kind: 'broken'; readonly problems: readonly ConfigProblem[] }

const deepest = 100

/** Reads JSON with comments and trailing commas. */
export function readConfigText(text: string): ConfigText {
  const json = text.replace(/^\uFEFF/, '')
  const position = createPositions(json)
  const tooDeep = findTooDeep(json)
  if (tooDeep !== null) {
    const message = `Brackets are nested more than ${deepest} deep.`
    return { kind: 'broken', problems: [{ path: [], message, hint: 'Close them.', ...position(tooDeep) }] }
  }
  const errors: ParseError[] = []
  const root = parseTree(json, errors, { allowTrailingComma: true })
  if (root === undefined || errors.length > 0) {
    const problems = errors.map(error => ({
      path: [],
      ...describeSyntaxError(error, json),
      ...position(error.offset),
    }))
    return { kind: 'broken', problems }
  }
  const reading: Reading = { position, problems: [] }
  const value = readNode(root, [], reading)
  const place = (path: ConfigPath, at: 'value' | 'key') => position(offsetOf(root, path, at))
  return { kind: 'read', value, problems: reading.problems, place }
}

interface Reading {
  readonly position: (offset: number) => Position
  readonly problems: ConfigProblem[]
}

/** The parser calls itself for each bracket: text that is nothing but brackets would exhaust its stack. */
function findTooDeep(json: string): number | null {
  const scanner = createScanner(json, true)
  let depth = 0
  for (;;) {
    const token = scanner.scan()
    if (token === tokens.end) return null
    if (token === tokens.openBrace || token === tokens.openBracket) depth++
    if (token === tokens.closeBrace || token === tokens.closeBracket) depth--
    if (depth > deepest) return scanner.getTokenOffset()
  }
}

/** Of `SyntaxKind`, a const enum that modules compiled one by one cannot use. */
const tokens = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const

/** Of two properties with one name the first counts, as it does for the places of values. */
function readNode(node: Node, path: ConfigPath, reading: Reading): unknown {
  if (node.type === 'array') {
    return (node.children ?? []).map((child, at) => readNode(child, [...path, at], reading))
  }
  if (node.type !== 'object') return node.value
  const values = new Map<string, unknown>()
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key === undefined || value === undefined) continue
    const name = String(key.value)
    const inner = [...path, name]
    const complaint = complainOfName(inner, values.has(name))
    if (complaint) reading.problems.push({ path: inner, ...complaint, ...reading.position(key.offset) })
    else values.set(name, readNode(value, inner, reading))
  }
  return Object.fromEntries(values)
}

function complainOfName(path: ConfigPath, again: boolean): Complaint | null {
  if (path.at(-1) === '__proto__') {
    return { message: `${renderPath(path)} is no name for a property.`, hint: 'Choose another.' }
  }
  if (!again) return null
  return {
    message: `${renderPath(path)} is there twice.`,
    hint: 'Remove one of the two, or give it another name.',
  }
}

function offsetOf(root: Node, path: ConfigPath, at: 'value' | 'key'): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (node === undefined) continue
    const wantsKey = at === 'key' && length === path.length
    return wantsKey && node.parent?.type === 'property' ? node.parent.offset : node.offset
  }
  return root.offset
}
