import type { SourceFile, TableUse, WorkspacePackage } from '../facts/index.js'
import type { DeclaredDependency, ModuleInterface } from '../kernel/config.js'
import type { Dependency } from '../kernel/dependency.js'

/** A module with its files: patterns expanded, `package.json` dependencies read. */
export interface Module {
  readonly name: string
  /** Folder relative to the root; for a pattern of files, their common folder. */
  readonly path: string
  /** Sorted paths. */
  readonly files: readonly string[]
  /** Files that everybody may import. */
  readonly publicFiles: ReadonlySet<string>
  readonly interfaces: readonly (Omit<ModuleInterface, 'files'> & { readonly files: ReadonlySet<string> })[]
  readonly dependsOn: readonly DeclaredDependency[]
  /** `all`: modules of the same or an outer layer need not declare it. */
  readonly openTo: 'all' | null
  readonly layer: string | null
  readonly owner: string | null
  readonly tables: readonly string[]
  /** JSON path of the entry in the config: `['modules', name]` or `['discover', index]`. */
  readonly declaredAt: readonly (string | number)[]
}

/** The dependency graph that rules and reports look at. */
export interface Graph {
  /** Absolute path of the root. */
  readonly root: string
  readonly files: ReadonlyMap<string, SourceFile>
  /** In order of name. */
  readonly modules: ReadonlyMap<string, Module>
  /** Outer to inner, from the config. */
  readonly layers: readonly string[]
  readonly dependencies: readonly Dependency[]
  readonly packages: readonly WorkspacePackage[]
  readonly tables: readonly TableUse[]
  /** The module that owns a file, null when none does. */
  readonly moduleOf: (file: string) => Module | null
}

/** All imports from one module into another. */
export interface ModuleDependency {
  readonly from: string
  readonly to: string
  readonly imports: readonly Dependency[]
}
