import type { ClassRegistry } from './class-registry.js'
import type { WireLoss } from './loss.js'
import type { Json } from './tagged.js'

/** One value on its way into the wire form, as its parts see it. */
export interface Encoding {
  readonly registry: ClassRegistry
  /** Whether the stacks of errors are sent. */
  readonly stacks: boolean
  /** Goes on with a part; `path` is its JSON pointer. */
  readonly encode: (value: unknown, path: string) => Json
  readonly lose: (what: WireLoss, path: string, name?: string | null) => void
}

/** A step of a JSON pointer. */
export function step(path: string, key: string | number): string {
  if (typeof key === 'number' || !/[~/]/.test(key)) return `${path}/${key}`
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Sets a property even where its name is `__proto__`. */
export function setProperty(target: object, key: string, value: unknown, enumerable = true): void {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true })
}

/** The name of the class of an object; null without one. */
export function classNameOf(value: object): string | null {
  const { constructor: made } = value as { readonly constructor?: unknown }
  return typeof made === 'function' && made.name !== '' ? made.name : null
}
