import type { SourceTree } from '../source-tree.js'
import { createResolver } from '../resolve/resolver.js'
import { isTestPath } from '../test-path.js'
import type { Outline } from './outline.js'
import { outlineFile } from './outline-file.js'

/** Where a specifier of a file leads: a file of the tree, or a package by its whole specifier. */
export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string }
  | { readonly kind: 'nothing' }

/** A file of the tree that could be outlined. */
export interface OutlinedFile {
  readonly path: string
  readonly test: boolean
}

/** The outlines of a tree, each made when it is asked for first. */
export interface Outlines {
  /** Every file of JavaScript or TypeScript, sorted; declaration files left out. */
  readonly files: readonly OutlinedFile[]
  /** The text as it is, to look for words in before an outline is asked for. */
  readonly textOf: (path: string) => string
  readonly outlineOf: (path: string) => Outline
  readonly targetOf: (from: string, specifier: string) => ImportTarget
  /** Every path of the tree, sorted. */
  readonly paths: readonly string[]
}

const outlined = /(?<!\.d)\.[cm]?[jt]sx?$/

/** Opens a tree for reading what its files do; imports resolve as in `readFacts`. */
export function openOutlines(tree: SourceTree): Outlines {
  const resolver = createResolver(tree, { aliases: new Map() })
  const known = new Map<string, Outline>()
  return {
    files: tree.paths.filter(path => outlined.test(path)).map(path => ({ path, test: isTestPath(path) })),
    paths: tree.paths,
    textOf: path => tree.read(path).toString('utf8'),
    outlineOf: path => {
      const outline = known.get(path) ?? outlineFile(path, tree.read(path))
      known.set(path, outline)
      return outline
    },
    targetOf: (from, specifier) => {
      const resolution = resolver.resolve(from, specifier)
      if (resolution.kind === 'file') return resolution
      if (resolution.kind === 'missing') return { kind: 'nothing' }
      const { name } = resolution
      return {
        kind: 'package',
        name,
        subpath: specifier.startsWith(name) ? specifier.slice(name.length + 1) : '',
      }
    },
  }
}
