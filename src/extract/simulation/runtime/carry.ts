import { type ClassRegistry, decode, encode, type Json, type KnownClass } from '../../contract/wire/index.js'
import type { ObservationKind } from '../simulation.js'
import type { Call } from './call.js'
import { observe } from './records.js'

/** A value that went through the wire. */
export interface Carried {
  readonly value: unknown
  readonly json: Json
}

/** Copies a value by the wire, and tells what it lost. Throws what the wire throws. */
export function carry(
  value: unknown,
  kind: Extract<ObservationKind, 'argument' | 'result' | 'error'>,
  call: Call,
): Carried {
  const registry = createRegistry(call.state.settings.wire.rebuilt)
  const { json, losses } = encode(value, { registry, stacks: true })
  for (const { what, path, name } of losses) {
    // Told as a callback.
    if (kind === 'argument' && what === 'function' && /^\/\d+$/.test(path)) continue
    const detail = name === null ? what : `${what} ${name}`
    observe(call.operation, { kind, path: withoutIndexes(path, kind), detail, test: call.test }, call.state)
  }
  const inside = kind === 'argument' ? /^\/\d+\/(?:.*\/)?\d+$/ : /\/\d+$/
  for (const [type, path] of codecsIn(json, inside))
    observe(
      call.operation,
      { kind: 'codec', path: `${kind} ${withoutIndexes(path, kind)}`.trim(), detail: type, test: call.test },
      call.state,
    )
  return { value: decode(json, { registry }), json }
}

/** Most values of one that are looked at for codecs. */
const mostLooked = 2_000

/** What plain JSON would not carry, by place; placeholders, and what is thrown itself, aside. */
function codecsIn(json: Json, listed: RegExp): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = []
  const left: (readonly [Json, string])[] = [[json, '']]
  for (const [each, path] of left) {
    if (typeof each !== 'object' || each === null || left.length > mostLooked) continue
    const type: unknown = Reflect.get(each, '$type')
    if (typeof type === 'string' && needsCodec(type, path, listed)) found.push([type, path])
    for (const [key, inner] of Object.entries(each))
      left.push([inner as Json, type === undefined ? `${path}/${key}` : path])
  }
  return found
}

/** A property that is undefined is left out by plain JSON; within a list, at a `listed` path, null stands there. */
function needsCodec(type: string, path: string, listed: RegExp): boolean {
  if (type === 'undefined') return listed.test(path)
  return type === 'error' ? path !== '' : !plain.has(type)
}

const plain: ReadonlySet<string> = new Set(['object', 'cycle', 'lost'])

/** The wire form alone; null for what has none. */
export function written(value: unknown, call: Call): string | null {
  try {
    return JSON.stringify(encode(value, { registry: createRegistry(call.state.settings.wire.rebuilt) }).json)
  } catch {
    return null
  }
}

/** One line for a list, however long: `/0/lines/*`. The first step of arguments says which one and stays. */
function withoutIndexes(path: string, kind: ObservationKind): string {
  const steps = path.split('/')
  return steps
    .map((each, index) => (index > (kind === 'argument' ? 1 : 0) && /^\d+$/.test(each) ? '*' : each))
    .join('/')
}

/**
 * Classes that both sides know: all errors, whose names are told, and what the contract rebuilds. One registry a value:
 * what is written here is read here, so that a class is found again by the constructor that was met.
 */
function createRegistry(rebuilt: readonly string[]): ClassRegistry {
  const met = new Map<string, KnownClass>()
  return {
    named: name => met.get(name) ?? null,
    of: candidate => {
      if (typeof candidate !== 'function' || !isKnown(candidate as unknown as AnyConstructor, rebuilt))
        return null
      const known = { name: candidate.name, class: candidate as KnownClass['class'] }
      met.set(candidate.name, known)
      return known
    },
  }
}

/** Errors of any realm, by name; `*` among the rebuilt stands for all classes. */
function isKnown({ name, prototype }: AnyConstructor, rebuilt: readonly string[]): boolean {
  if (rebuilt.includes(name) || rebuilt.includes('*')) return true
  for (let above = prototype; isObject(above); above = Object.getPrototypeOf(above))
    if ((above.constructor as { name?: string } | undefined)?.name === 'Error') return true
  return false
}

interface AnyConstructor {
  readonly name: string
  readonly prototype: unknown
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
