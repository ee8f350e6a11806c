import type { Waivable } from '../config.js'
import type { Kind } from '../dependency.js'
import type { RuleName, Severity } from '../finding.js'

/** What `banyan.config.json` may hold; every key may be left out. */
export interface ConfigInput {
  /** Where editors find the JSON Schema; only of use in JSON. */
  readonly $schema?: string
  /**
   * The modules by name. A name may hold the `{placeholders}` of its path and then stands for one module for
   * each folder: `"{area}": { path: "src/{area}" }`.
   */
  readonly modules?: Readonly<Record<string, ModuleInput>>
  /** Modules by convention, such as `src/modules/{module}`. Entries of `modules` refine them. */
  readonly discover?: readonly string[]
  /** Layers from the outer to the inner; a module may use its own and inner ones. */
  readonly layers?: readonly string[]
  /** Severity and options by rule; rules that are not named keep their defaults. */
  readonly rules?: RulesInput
  /** Rules of your own: name → file relative to the root. Set them in `rules` as `own/<name>`. */
  readonly ownRules?: Readonly<Record<string, string>>
  /** What would make the result untrustworthy and is accepted, each with its reason. */
  readonly waive?: readonly WaiverInput[]
  /** Globs of files that count; left out, all TypeScript and JavaScript files that git does not ignore. */
  readonly include?: readonly string[]
  /** Globs of files that do not count. */
  readonly exclude?: readonly string[]
  /** Globs of test files, in place of the built-in ones. */
  readonly tests?: readonly string[]
  /** Globs of generated files, besides those that say so in their first lines. */
  readonly generated?: readonly string[]
  /** Import prefixes that only a bundler knows: prefix → folder relative to the root, as `{ "@/": "src/" }`. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Budgets of the command `debt`. */
  readonly budgets?: Readonly<Record<string, unknown>>
}

/** A module: where it is, what others may import from it, and what it may use. */
export interface ModuleInput {
  /** Folder relative to the root; globs and `{placeholders}` are allowed. */
  readonly path: string
  /** What others may import: globs relative to the folder. Left out, the index files; empty, nothing. */
  readonly public?: readonly string[]
  /** Named parts of the public API that only some modules may import. */
  readonly interfaces?: Readonly<Record<string, InterfaceInput>>
  /** Modules that this one may use; left out, none. `package.json`: the workspace packages named there. */
  readonly dependsOn?: readonly (string | DependencyInput)[] | 'package.json'
  /** `all`: every module of the same or an outer layer may use this one without declaring it. */
  readonly openTo?: 'all'
  /** One of `layers`. */
  readonly layer?: string
  /** Team or person that answers for the module. */
  readonly owner?: string
  /** Data that the module owns. */
  readonly data?: {
    /** Tables and ORM entities that only this module may touch: globs of names. */
    readonly tables?: readonly string[]
  }
}

/** A module that may be used, with conditions. */
export interface DependencyInput {
  /** Name of the module. */
  readonly module: string
  /** Kinds of dependency that are allowed; left out, all of them. */
  readonly kinds?: readonly Kind[]
  /** Why this dependency is to go. */
  readonly deprecated?: string
  /** Date (YYYY-MM-DD) after which a deprecated dependency fails as an error. */
  readonly until?: string
}

/** A part of the public API that only some modules may import. */
export interface InterfaceInput {
  /** Globs relative to the module's folder. */
  readonly files: readonly string[]
  /** Names of modules, or globs of names; left out, all modules. */
  readonly visibleTo?: readonly string[]
}

/** A reason for distrust that the team accepts for some files. */
export interface WaiverInput {
  /** Glob of files. */
  readonly path: string
  /** What is accepted. */
  readonly what: Waivable
  /** With `unresolved`: only specifiers that match this glob. */
  readonly specifier?: string
  /** Why this is fine. */
  readonly reason: string
}

/** `off`, `warn` or `error`, alone or with the options of the rule. */
export type RuleSettingInput =
  | Severity
  | 'off'
  | readonly [severity: Severity | 'off', options?: Readonly<Record<string, unknown>>]

/** Built-in rules by name, own ones as `own/<name>`. */
export type RulesInput = { readonly [Rule in RuleName | `own/${string}`]?: RuleSettingInput }
