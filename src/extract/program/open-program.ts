import { existsSync } from 'node:fs'
import path from 'node:path'
import { ts } from 'ts-morph'
import type { Graph } from '../../graph/index.js'
import { createHost } from './create-host.js'
import type { Program, ProgramFile } from './program.js'

/** What is read of a repository. */
export interface ProgramRequest {
  readonly graph: Graph
  /** Files to look at, relative to the root; what they import is read with them. */
  readonly paths: readonly string[]
}

/**
 * Reads files with the compiler that ts-morph brings, whatever the repository itself is built with. Imports lead where
 * our graph says, so that neither a tsconfig nor an install is needed; types of packages come from `node_modules` where
 * they are there, and are `any` elsewhere, but for what containers hand out.
 */
export function openProgram({ graph, paths }: ProgramRequest): Program {
  const { root } = graph
  const options = { ...lenient, ...ambientTypes(graph, paths) }
  const opened = ts.createProgram({
    rootNames: paths.map(each => path.join(root, each)).filter(each => existsSync(each)),
    options,
    host: createHost(graph, options),
  })
  const known = new Map<ts.SourceFile, ProgramFile>()
  for (const source of opened.getSourceFiles()) {
    const file = describeFile(graph, source)
    if (file !== null) known.set(source, file)
  }
  const files = [...known.values()].toSorted((left, right) => (left.path < right.path ? -1 : 1))
  const byPath = new Map(files.map(file => [file.path, file]))
  return {
    root,
    graph,
    checker: opened.getTypeChecker(),
    files,
    fileOf: node => known.get(node.getSourceFile()) ?? null,
    fileAt: each => byPath.get(each) ?? null,
    placeOf: node => {
      const source = node.getSourceFile()
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source))
      const file = known.get(source)?.path ?? relativeTo(root, source.fileName)
      return { file, line: line + 1, column: character + 1 }
    },
  }
}

/** Read as much as can be read; what the repository's own compiler forbids is not our business. */
const lenient = {
  allowJs: true,
  allowImportingTsExtensions: true,
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.Preserve,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ESNext,
} satisfies ts.CompilerOptions

/**
 * Global names: of the language, and of Node from the first folder that has its types. Those of browsers take a third of
 * the time that libraries take, so they are read only where there is markup or nothing else declares `URL` and the like.
 */
function ambientTypes({ root, packages }: Graph, paths: readonly string[]): ts.CompilerOptions {
  const typeRoots = ['', ...packages.map(({ folder }) => folder)]
    .map(folder => path.join(root, folder, 'node_modules/@types'))
    .filter(folder => existsSync(path.join(folder, 'node')))
  const [nearest] = typeRoots
  const isBrowser = nearest === undefined || paths.some(each => /\.[jt]sx$/.test(each))
  const lib = isBrowser ? ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'] : ['lib.esnext.d.ts']
  return nearest === undefined ? { lib, types: [] } : { lib, typeRoots: [nearest], types: ['node'] }
}

function describeFile({ root, files, moduleOf }: Graph, source: ts.SourceFile): ProgramFile | null {
  const at = relativeTo(root, source.fileName)
  const file = files.get(at)
  if (file === undefined) return null
  return { path: at, source, test: file.test, module: moduleOf(at)?.name ?? null }
}

function relativeTo(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}
