import type { ts } from 'ts-morph'
import type { Graph } from '../../graph/index.js'
import type { Place } from '../../kernel/finding.js'

/**
 * A repository as the type checker sees it, around one border. Whole-program passes walk the compiler's own nodes:
 * wrappers of ts-morph cost too much memory there.
 */
export interface Program {
  /** Absolute path of the root. */
  readonly root: string
  readonly graph: Graph
  readonly checker: ts.TypeChecker
  /** Files of the repository that were read, in order of path. Their nodes know their parents. */
  readonly files: readonly ProgramFile[]
  /** The file of a node; null outside of the repository, as in libraries. */
  readonly fileOf: (node: ts.Node) => ProgramFile | null
  readonly fileAt: (path: string) => ProgramFile | null
  readonly placeOf: (node: ts.Node) => Place
}

/** One file of the repository. */
export interface ProgramFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly source: ts.SourceFile
  readonly test: boolean
  /** Name of the module that owns it; null when none does. */
  readonly module: string | null
}
