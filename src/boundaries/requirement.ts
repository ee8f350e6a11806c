import type { Graph, Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'
import { compileGlobs } from '../kernel/globs.js'
import { compileNames } from './name-patterns.js'

/** One entry of `required-dependency`: who must depend on what. */
export interface Requirement {
  /** Module name, glob of module names, or else glob of files. */
  readonly from: string
  /** Module name or glob of them, else glob of files, else package name or glob of them. */
  readonly to: string
  readonly reason?: string
  /** Whether a way through other files is enough. */
  readonly transitive?: boolean
}

/** What `from` means: modules when one is called that, files otherwise. */
export type Subjects =
  | { readonly kind: 'modules'; readonly modules: readonly Module[] }
  | { readonly kind: 'files'; readonly files: readonly string[] }

export function matchSubjects(graph: Graph, pattern: string): Subjects {
  const modules = matchModules(graph, pattern)
  if (modules.length > 0) return { kind: 'modules', modules }
  return { kind: 'files', files: [...graph.files.keys()].filter(compileGlobs([pattern])) }
}

/** What `to` means, as an answer for one edge. `known` tells whether anything of the repository is meant. */
export interface RequiredTarget {
  /** The one module meant, null when there are several or none. */
  readonly module: string | null
  /** The one file meant, null when there are several or none. */
  readonly file: string | null
  readonly known: boolean
  readonly isReached: (dependency: Dependency) => boolean
  /** Whether a file is itself part of what is required. */
  readonly covers: (file: string) => boolean
}

export function matchTarget(graph: Graph, pattern: string): RequiredTarget {
  const modules = matchModules(graph, pattern)
  if (modules.length > 0) return targetModules(graph, modules)
  const isFile = compileGlobs([pattern])
  const isReached = ({ external, to, definedIn }: Dependency) =>
    !external && ((to !== null && isFile(to)) || (definedIn !== null && isFile(definedIn)))
  const files = [...graph.files.keys()].filter(isFile)
  if (files.length > 0 || graph.dependencies.some(isReached)) {
    const [file = null] = files.length === 1 ? files : []
    return { module: null, file, known: true, isReached, covers: isFile }
  }
  return targetPackages(graph, pattern)
}

function matchModules(graph: Graph, pattern: string): readonly Module[] {
  const isMeant = compileNames([pattern])
  return [...graph.modules.values()].filter(module => isMeant(module.name))
}

function targetModules(graph: Graph, modules: readonly Module[]): RequiredTarget {
  const meant = new Set<Module | null>(modules)
  const covers = (file: string) => meant.has(graph.moduleOf(file))
  return {
    module: modules.length === 1 ? (modules[0]?.name ?? null) : null,
    file: null,
    known: true,
    isReached: ({ external, to, definedIn }) =>
      !external && ((to !== null && covers(to)) || (definedIn !== null && covers(definedIn))),
    covers,
  }
}

function targetPackages(graph: Graph, pattern: string): RequiredTarget {
  const isMeant = compileNames([pattern])
  const isReached = ({ external, to }: Dependency) => external && to !== null && isMeant(to)
  const known =
    pattern.startsWith('node:') ||
    graph.packages.some(member => member.dependencies.some(isMeant)) ||
    graph.dependencies.some(isReached)
  return { module: null, file: null, known, isReached, covers: () => false }
}
