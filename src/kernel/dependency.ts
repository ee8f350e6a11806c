/**
 * Every way to write a dependency in source text; a closed list.
 * `docs/glossary.md` shows one example of each.
 */
export const forms = [
  'import',
  'import-type',
  'inline-type',
  'side-effect',
  'namespace',
  'default',
  'export-from',
  'export-all',
  'export-type',
  'dynamic-import',
  'dynamic-template',
  'dynamic-pattern',
  'require',
  'create-require',
  'require-resolve',
  'import-equals',
  'import-in-type',
  'triple-slash',
  'jsdoc-import-type',
  'jsdoc-import-tag',
  'vi-mock',
  'jest-mock',
  'new-url',
  'worker-url',
  'import-meta-glob',
  'import-meta-resolve',
] as const

/** How a dependency is written. */
export type Form = (typeof forms)[number]

/**
 * What a dependency needs at run time: `value` code, only a `type`, an `asset` addressed by URL, or a
 * `mock` of the target in a test.
 */
export const kinds = ['value', 'type', 'asset', 'mock'] as const
export type Kind = (typeof kinds)[number]

/** One edge of the file graph: one per site, kind and target (resolved file and defining file). */
export interface Dependency {
  /** Importing file, relative to the root, with `/`. */
  readonly from: string
  /** Resolved file; the package name when `external` (builtins as `node:fs`); null when unresolved. */
  readonly to: string | null
  /** File that defines the symbols, seen through barrels; equal to `to` for whole-module forms; null when external or unresolved. */
  readonly definedIn: string | null
  readonly specifier: string
  readonly form: Form
  readonly kind: Kind
  /** From 1, of the specifier's statement or call. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** Imported names as the target exports them; `default`, or `*` for the whole namespace; empty for a side effect. */
  readonly symbols: readonly string[]
  readonly external: boolean
}
