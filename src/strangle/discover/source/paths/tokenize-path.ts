import type { Framework } from '../router.js'

/** A part of a path of a framework. */
export type PathToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slash' }
  /** One segment's worth of text, or less. */
  | { readonly kind: 'parameter'; readonly name: string; readonly optional: boolean }
  /** Anything, slashes too. */
  | { readonly kind: 'rest'; readonly optional: boolean }
  /** Of which the alternatives are to be there and not to be there. */
  | { readonly kind: 'group'; readonly tokens: readonly PathToken[] }

export interface TokenizedPath {
  readonly tokens: readonly PathToken[]
  /** Whether something that narrows the path was left out: a pattern of a parameter. */
  readonly wider: boolean
}

interface Reading {
  readonly path: string
  at: number
  wider: boolean
}

/**
 * The parts of a path in the syntaxes of Express 4 and 5, of Koa's router and, where that is the framework, of Fastify,
 * which are one but for a few signs.
 */
export function tokenizePath(path: string, framework: Framework): TokenizedPath {
  const reading: Reading = { path, at: 0, wider: false }
  const tokens = readTokens(reading, framework === 'fastify', null)
  return { tokens, wider: reading.wider }
}

function readTokens(reading: Reading, fastify: boolean, end: string | null): readonly PathToken[] {
  const tokens: PathToken[] = []
  while (reading.at < reading.path.length) {
    const sign = reading.path[reading.at] as string
    if (sign === end) break
    const token = readToken(sign, reading, fastify)
    if (token === 'optional') makeOptional(tokens)
    else if (token === 'repeated') repeat(tokens, reading)
    else tokens.push(token)
  }
  return tokens
}

function readToken(sign: string, reading: Reading, fastify: boolean): PathToken | 'optional' | 'repeated' {
  const next = reading.path[reading.at + 1] ?? ''
  if (sign === '/') return take(reading, 1, { kind: 'slash' })
  if (sign === ':' && fastify && next === ':') return take(reading, 2, { kind: 'text', text: ':' })
  if (sign === ':' && /[\w"]/.test(next)) return readParameter(reading)
  if (sign === '*') return readRest(reading)
  if (sign === '?') return take(reading, 1, 'optional')
  if (fastify) return take(reading, 1, { kind: 'text', text: sign })
  if (sign === '\\') return take(reading, 2, { kind: 'text', text: next })
  if (sign === '{') return readGroup(reading)
  if (sign === '(') return readPattern(reading)
  if (sign === '+') return take(reading, 1, 'repeated')
  return take(reading, 1, { kind: 'text', text: sign })
}

function take<Token>(reading: Reading, length: number, token: Token): Token {
  reading.at += length
  return token
}

/** `:id`, `:id(\d+)`, `:id?`, `:path*`, `:path+`. */
function readParameter(reading: Reading): PathToken {
  const [whole = ':', quoted, plain] = /^:(?:"([^"]*)"|(\w+))/.exec(reading.path.slice(reading.at)) ?? []
  reading.at += whole.length
  const pattern = reading.path[reading.at] === '(' ? readParentheses(reading) : null
  const modifier = /^[?*+]/.exec(reading.path.slice(reading.at))?.[0] ?? ''
  reading.at += modifier.length
  const optional = modifier === '?' || modifier === '*'
  if (pattern !== null && !isAnything(pattern)) reading.wider = true
  if (modifier === '*' || modifier === '+' || (pattern !== null && mayHoldSlash(pattern))) {
    return { kind: 'rest', optional }
  }
  return { kind: 'parameter', name: quoted ?? plain ?? 'value', optional }
}

const isAnything = (pattern: string) => /^(?:\.?[*+]|\[\^\/\]\+)$/.test(pattern)

/** What stands in a class that leaves slashes out, or is a letter, digit or dash, never matches one. */
function mayHoldSlash(pattern: string): boolean {
  const rest = pattern.replace(/\[\^[^\]]*\/[^\]]*\]/g, '').replace(/\\[dw.-]/g, '')
  return /\.|\[\^|\/|\\[DWsS]|(?:^|[(|])\*/.test(rest)
}

/** `*`, `*path`. */
function readRest(reading: Reading): PathToken {
  const [whole = '*'] = /^\*\w*/.exec(reading.path.slice(reading.at)) ?? []
  return take(reading, whole.length, { kind: 'rest', optional: false })
}

/** The inside of parentheses, those within included. */
function readParentheses(reading: Reading): string {
  const start = ++reading.at
  for (let depth = 1; reading.at < reading.path.length; reading.at++) {
    const sign = reading.path[reading.at]
    if (sign === '\\') reading.at++
    else if (sign === '(') depth++
    else if (sign === ')' && --depth === 0) break
  }
  return reading.path.slice(start, reading.at++)
}

/** `(.*)`, `(a|b)`: as wide as can be, for it may hold slashes. */
function readPattern(reading: Reading): PathToken {
  const pattern = readParentheses(reading)
  if (!isAnything(pattern)) reading.wider = true
  return { kind: 'rest', optional: false }
}

function readGroup(reading: Reading): PathToken {
  reading.at++
  const tokens = readTokens(reading, false, '}')
  reading.at++
  return { kind: 'group', tokens }
}

function makeOptional(tokens: PathToken[]): void {
  const last = tokens.pop()
  if (last === undefined || last.kind === 'group') {
    if (last !== undefined) tokens.push(last)
    return
  }
  tokens.push(
    last.kind === 'parameter' || last.kind === 'rest'
      ? { ...last, optional: true }
      : { kind: 'group', tokens: [last] },
  )
}

/** A sign once or more often: any text instead. */
function repeat(tokens: PathToken[], reading: Reading): void {
  const last = tokens.pop()
  if (last === undefined) return
  reading.wider = true
  tokens.push(
    last.kind === 'text'
      ? { kind: 'parameter', name: 'value', optional: false }
      : { kind: 'rest', optional: false },
  )
}
