import { parseNumber } from './decimal.js'
import type { JsonValue } from './json-value.js'

type OpenContainer =
  | { readonly kind: 'array'; readonly items: JsonValue[] }
  | { readonly kind: 'object'; readonly members: Map<string, JsonValue>; key: string }

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

class Malformed extends Error {}

/**
 * Reads JSON (RFC 8259) with nothing lost of its numbers; undefined when it is none. It keeps its own stack,
 * so depth costs memory but never overflows, and takes time in proportion to the text.
 */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return new Reader(text).document()
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

class Reader {
  #at = 0
  readonly #text: string
  readonly #open: OpenContainer[] = []

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonValue {
    let value = this.#startValue()
    for (;;) {
      const container = this.#open.at(-1)
      if (value === undefined) value = this.#startValue()
      else if (container === undefined) break
      else value = this.#place(container, value)
    }
    this.#skipSpace()
    if (this.#at < this.#text.length) throw new Malformed()
    return value
  }

  /** A scalar or an empty container; undefined when a container was opened and its first value comes next. */
  #startValue(): JsonValue | undefined {
    this.#skipSpace()
    const first = this.#text[this.#at]
    if (first === '"') return this.#string()
    if (first === '[') {
      this.#at += 1
      if (this.#take(']')) return []
      this.#open.push({ kind: 'array', items: [] })
      return undefined
    }
    if (first === '{') {
      this.#at += 1
      if (this.#take('}')) return new Map()
      this.#open.push({ kind: 'object', members: new Map(), key: this.#key() })
      return undefined
    }
    return this.#wordOrNumber()
  }

  /** The container itself when this was its last value; undefined when another one comes next. */
  #place(container: OpenContainer, value: JsonValue): JsonValue | undefined {
    if (container.kind === 'array') container.items.push(value)
    else container.members.set(container.key, value)
    if (this.#take(',')) {
      if (container.kind === 'object') container.key = this.#key()
      return undefined
    }
    if (!this.#take(container.kind === 'array' ? ']' : '}')) throw new Malformed()
    this.#open.pop()
    return container.kind === 'array' ? container.items : container.members
  }

  #key(): string {
    this.#skipSpace()
    if (this.#text[this.#at] !== '"') throw new Malformed()
    const key = this.#string()
    if (!this.#take(':')) throw new Malformed()
    return key
  }

  #string(): string {
    const start = this.#at
    let escaped = false
    for (let at = start + 1; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at)
      if (code === 0x22) {
        this.#at = at + 1
        return escaped ? unescaped(this.#text.slice(start, at + 1)) : this.#text.slice(start + 1, at)
      }
      if (code < 0x20) break
      if (code === 0x5c) {
        escaped = true
        at += 1
      }
    }
    throw new Malformed()
  }

  #wordOrNumber(): JsonValue {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    numberForm.lastIndex = this.#at
    const match = numberForm.exec(this.#text)
    if (match === null) throw new Malformed()
    this.#at = numberForm.lastIndex
    return parseNumber(match[0])
  }

  #take(character: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at += 1
    }
  }
}

function unescaped(literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    throw new Malformed()
  }
}
