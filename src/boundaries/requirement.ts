import type { Graph, Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'
import { parseSelector, type SelectorScope } from './selector.js'

/** One entry of `required-dependency`: who must depend on what. */
export interface Requirement {
  /** Selector of modules or files. */
  readonly from: string
  /** Selector of modules, files or packages. */
  readonly to: string
  readonly reason?: string
  /** Whether a way through other files is enough. */
  readonly transitive?: boolean
}

/** What `from` means; no files where it means nothing that can depend on something. */
export type Subjects =
  | { readonly kind: 'modules'; readonly modules: readonly Module[] }
  | { readonly kind: 'files'; readonly files: readonly string[] }

export function matchSubjects(scope: SelectorScope, text: string): Subjects {
  const { kind, matchesFile } = parseSelector(text, scope)
  if (kind === 'module') return { kind: 'modules', modules: selectModules(scope.graph, matchesFile) }
  return { kind: 'files', files: kind === 'file' ? [...scope.graph.files.keys()].filter(matchesFile) : [] }
}

/** What `to` means, as an answer for one edge. */
export interface RequiredTarget {
  /** The one module meant, null when there are several or none. */
  readonly module: string | null
  /** The one file meant, null when there are several or none. */
  readonly file: string | null
  /** Whether anything is meant. */
  readonly isKnown: boolean
  /** Whether an edge leads there, if need be through a facade. */
  readonly isReached: (dependency: Dependency) => boolean
  /** Whether a file is itself part of what is required. */
  readonly covers: (file: string) => boolean
}

export function matchTarget(scope: SelectorScope, text: string): RequiredTarget {
  const { kind, isKnown, matchesFile, matchesPackage } = parseSelector(text, scope)
  const modules = kind === 'module' ? selectModules(scope.graph, matchesFile) : []
  const files = kind === 'file' ? scope.files.filter(matchesFile) : []
  return {
    module: modules.length === 1 ? (modules[0]?.name ?? null) : null,
    file: files.length === 1 ? (files[0] ?? null) : null,
    isKnown,
    isReached: ({ external, to, definedIn }) =>
      external
        ? to !== null && matchesPackage(to)
        : (to !== null && matchesFile(to)) ||
          (definedIn !== null && definedIn !== to && matchesFile(definedIn)),
    covers: matchesFile,
  }
}

/** A selector of modules means all files of each. */
function selectModules(graph: Graph, matchesFile: (file: string) => boolean): readonly Module[] {
  return [...graph.modules.values()].filter(module => module.files.slice(0, 1).some(matchesFile))
}
