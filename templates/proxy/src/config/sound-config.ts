import type { ConfigPath } from './complaint.js'
import type { ConfigInput } from './schema.js'

/** What is left of a value of this type when anything may have been taken out. */
export type Partly<T> = T extends readonly (infer Item)[]
  ? readonly (Partly<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Partly<T[Key]> }
    : T

/** A config without what the schema refused, so that the other checks can run all the same. */
export interface SoundConfig {
  readonly input: Partly<ConfigInput>
  /** True when something was taken out here or further in: that it is absent then means nothing. */
  readonly lacks: (path: ConfigPath) => boolean
}

/** Takes out the values at these paths; items of lists leave a gap, so that all others keep their place. */
export function takeSound(value: unknown, broken: readonly ConfigPath[]): SoundConfig {
  // What the schema has nothing against has the schema's types.
  if (broken.length === 0) return { input: value as ConfigInput, lacks: () => false }
  const exact = new Set(broken.map(keyOf))
  const touched = new Set(broken.flatMap(path => path.map((_, at) => keyOf(path.slice(0, at + 1)))))
  const copy = (part: unknown, path: ConfigPath): unknown => {
    if (exact.has(keyOf(path))) return undefined
    if (path.length > 0 && !touched.has(keyOf(path))) return part
    if (Array.isArray(part)) return part.map((item, at) => copy(item, [...path, at]))
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part).map(([name, inner]) => [name, copy(inner, [...path, name])]),
    )
  }
  const input = (copy(value, []) ?? {}) as Partly<ConfigInput>
  return { input, lacks: path => path.some((_, at) => touchedAt(path, at)) }

  function touchedAt(path: ConfigPath, at: number): boolean {
    const key = keyOf(path.slice(0, at + 1))
    return exact.has(key) || (at === path.length - 1 && touched.has(key))
  }
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path)
}
