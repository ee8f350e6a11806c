import type { DeclaredDependency } from '../kernel/config.js'
import type { Form, Kind } from '../kernel/dependency.js'
import type { Place, Severity } from '../kernel/finding.js'

/** Where one dependency is written, and how. */
export interface ImportSite extends Place {
  readonly specifier: string
  readonly form: Form
  readonly kind: Kind
  /** The file imported; the package when external; null when unresolved. */
  readonly to: string | null
}

/** A rule that is switched on, and by whom. */
export interface ActiveRule {
  readonly rule: string
  readonly severity: Severity
  readonly setBy: 'default' | 'config'
  /** Options as the config sets them. */
  readonly options: Readonly<Record<string, unknown>>
}

/** How an import resolves. */
export interface ImportExplanation {
  readonly kind: 'import'
  readonly from: string
  readonly specifier: string
  readonly to: string | null
  readonly external: boolean
  /** Sentences in the order in which things were tried; the last ones decided. */
  readonly steps: readonly string[]
  /** Modules at both ends; null where no module owns the file. */
  readonly modules: { readonly from: string | null; readonly to: string | null }
  /** Where the file really writes this specifier; empty when it does not. */
  readonly sites: readonly (ImportSite & {
    readonly symbols: readonly string[]
    readonly definedIn: string | null
  })[]
}

/** One symbol that a module takes from another, with every place that does. */
export interface SymbolUse {
  /** `*` for a whole namespace; null for an import without symbols. */
  readonly symbol: string | null
  readonly definedIn: string | null
  readonly sites: readonly ImportSite[]
}

/** Why one module depends on another. */
export interface DependencyExplanation {
  readonly kind: 'dependency'
  readonly from: string
  readonly to: string
  /** The permissions in the config; several when kinds are declared one by one. */
  readonly declared: readonly DeclaredDependency[]
  /** Whether the module used is open to this one, so that nothing need be declared. */
  readonly open: boolean
  readonly imports: number
  /** Most used first. */
  readonly symbols: readonly SymbolUse[]
  /** Shortest way over other modules when nothing is imported directly; null when there is none. */
  readonly path: readonly PathStep[] | null
  /** Number of imports the other way round. */
  readonly back: number
}

/** One import on a path. */
export interface PathStep {
  readonly from: string
  readonly to: string
  readonly site: ImportSite
  readonly fromModule: string | null
  readonly toModule: string | null
}

/** The shortest path between two files, or two modules. */
export interface PathExplanation {
  readonly kind: 'path'
  readonly from: string
  readonly to: string
  /** Null when there is none; empty when both are the same. */
  readonly path: readonly PathStep[] | null
}

export interface ModuleExplanation {
  readonly kind: 'module'
  readonly name: string
  readonly path: string
  readonly layer: string | null
  readonly owner: string | null
  /** `all` when others need not declare it. */
  readonly openTo: 'all' | null
  readonly files: number
  readonly public: readonly string[]
  readonly interfaces: readonly {
    readonly name: string
    readonly files: readonly string[]
    readonly visibleTo: readonly string[] | null
  }[]
  readonly tables: readonly string[]
  readonly uses: readonly {
    readonly module: string
    readonly imports: number
    readonly declared: boolean
    /** Whether that module is open to this one. */
    readonly open: boolean
  }[]
  readonly usedBy: readonly { readonly module: string; readonly imports: number }[]
  readonly packages: readonly { readonly name: string; readonly imports: number }[]
  readonly rules: readonly ActiveRule[]
}

export interface FileExplanation {
  readonly kind: 'file'
  readonly path: string
  readonly module: string | null
  /** Whether everybody may import it. */
  readonly public: boolean
  /** Interfaces of the module that hold it. */
  readonly interfaces: readonly string[]
  readonly test: boolean
  readonly generated: boolean
  readonly exports: readonly string[]
  readonly imports: readonly ImportSite[]
  readonly importedBy: readonly ImportSite[]
  readonly rules: readonly ActiveRule[]
}

export interface RuleExplanation {
  readonly kind: 'rule'
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly help: string
  /** Documentation page, relative to the package. */
  readonly page: string
  /** `off` when it is switched off. */
  readonly severity: Severity | 'off'
  readonly setBy: 'default' | 'config'
  readonly kinds: readonly Kind[]
  readonly options: Readonly<Record<string, unknown>>
}

/** The answer of `explain`. */
export type Explanation =
  | ImportExplanation
  | DependencyExplanation
  | PathExplanation
  | ModuleExplanation
  | FileExplanation
  | RuleExplanation
