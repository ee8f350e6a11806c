import type { Kind } from './dependency.js'
import type { Place, Severity } from './finding.js'

/** A module that another one may use. */
export interface DeclaredDependency {
  readonly module: string
  /** Edge kinds the permission covers; all when null. */
  readonly kinds: readonly Kind[] | null
  /** Why it is to go, when it is; null for an ordinary dependency. */
  readonly deprecated: string | null
  /** ISO date (YYYY-MM-DD) after which a deprecated dependency fails as an error. */
  readonly until: string | null
}

/** A named part of a module's public API, open to some modules only. */
export interface ModuleInterface {
  readonly name: string
  /** Globs relative to the module's folder. */
  readonly files: readonly string[]
  /** Module names or globs of them; null means everybody. */
  readonly visibleTo: readonly string[] | null
}

/** One entry of `modules` after parsing; `name` and `path` may hold `{placeholders}`. */
export interface ModuleConfig {
  readonly name: string
  /** Folder, glob of folders, glob of files, or pattern with `{placeholders}`, relative to the root. */
  readonly path: string
  /** Globs relative to the module's folder; null means its index files. */
  readonly public: readonly string[] | null
  readonly interfaces: readonly ModuleInterface[]
  /** `package.json`: the workspace packages named in the module's own package.json. */
  readonly dependsOn: readonly DeclaredDependency[] | 'package.json'
  /** Who may use the module without declaring it; null means nobody. */
  readonly openTo: 'all' | null
  readonly layer: string | null
  readonly owner: string | null
  readonly data: { readonly tables: readonly string[] }
}

/** Severity and options of one rule as the config sets them. */
export interface RuleSetting {
  readonly severity: Severity | 'off'
  /** Validated against the rule's own schema. */
  readonly options: Readonly<Record<string, unknown>>
}

export const waivable = ['unresolved', 'unparsed', 'encoding', 'unreadable', 'case'] as const
/** A kind of distrust that the team accepts for some files. */
export type Waivable = (typeof waivable)[number]

export interface Waiver {
  /** Glob of files, relative to the root. */
  readonly path: string
  readonly what: Waivable
  /** Narrows `unresolved` to specifiers that match this glob; null means all. */
  readonly specifier: string | null
  readonly reason: string
}

/** An own rule: a function in a TypeScript or JavaScript file. */
export interface OwnRule {
  /** Without the `own/` prefix. */
  readonly name: string
  /** File relative to the root; its default export is the rule. */
  readonly file: string
}

/**
 * `banyan.config.json` after parsing: strict, complete, nothing optional. Every list that the file left out is
 * empty; `locate` maps a JSON path back to its place in the file for errors found later.
 */
export interface Config {
  /** Config file relative to the root, for messages. */
  readonly file: string
  readonly modules: readonly ModuleConfig[]
  /** Conventions such as `src/modules/{module}`; explicit entries of the same name refine them. */
  readonly discover: readonly string[]
  /** Outer to inner. */
  readonly layers: readonly string[]
  /** Only the rules that the config names. */
  readonly rules: ReadonlyMap<string, RuleSetting>
  readonly ownRules: readonly OwnRule[]
  readonly waivers: readonly Waiver[]
  /** Globs of files that count; empty means all source files. */
  readonly include: readonly string[]
  /** Globs of files that do not count. */
  readonly exclude: readonly string[]
  /** Globs of test files, in place of the built-in ones when not empty. */
  readonly tests: readonly string[]
  /** Globs of generated files, besides those that say so themselves. */
  readonly generated: readonly string[]
  /** Import prefixes of bundlers that no tsconfig knows: `{ "@/": "src/" }`, relative to the root. */
  readonly aliases: ReadonlyMap<string, string>
  /** Budgets of `debt`, kept as written. */
  readonly budgets: Readonly<Record<string, unknown>>
  /** Place of the value at a JSON path such as `['modules', 'users', 'path']`; the nearest parent's when absent. */
  readonly locate: (path: readonly (string | number)[]) => Place
}
