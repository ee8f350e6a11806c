import type { Facts } from '../facts/index.js'
import { compileGlobs, type PathMatch } from '../kernel/globs.js'
import type { Claimant } from './claim.js'
import { isWithin } from './folder-tree.js'
import type { Module } from './graph.js'

/** A claimant with all that is its own. */
export interface Holding {
  readonly claimant: Claimant
  /** Sorted source files. */
  readonly files: readonly string[]
  /** Files that are no source but are imported: styles, data, pictures. */
  readonly leaves: readonly string[]
}

/** The parts of a module that others may import: as declared, or else its index files and its package's entries. */
export function derivePublicFiles(
  holding: Holding,
  facts: Facts,
): Pick<Module, 'publicFiles' | 'interfaces'> {
  const { claimant } = holding
  const declared = claimant.config?.public ?? null
  return {
    publicFiles: declared === null ? findIndexFiles(holding, facts) : selectFiles(holding, declared),
    interfaces: (claimant.config?.interfaces ?? []).map(one => ({
      ...one,
      files: selectFiles(holding, one.files),
    })),
  }
}

function selectFiles(holding: Holding, globs: readonly string[]): ReadonlySet<string> {
  const matches = compileOnce(globs)
  const views = createViews(holding.claimant)
  return new Set([...holding.files, ...holding.leaves].filter(file => views(file).some(matches)))
}

const compiled = new WeakMap<readonly string[], PathMatch>()

/** Modules that share an entry share its globs. */
function compileOnce(globs: readonly string[]): PathMatch {
  const known = compiled.get(globs) ?? compileGlobs(globs)
  compiled.set(globs, known)
  return known
}

/** How a file is called as seen from each folder of its module; one folder but for modules that a glob gathers. */
export function createViews({ claims }: Claimant): (file: string) => readonly string[] {
  const roots = [...new Set(claims.map(({ root }) => root))]
  return file =>
    roots.filter(root => isWithin(file, root)).map(root => (root === '' ? file : file.slice(root.length + 1)))
}

/** `index.ts`, `src/index.tsx`, `index.d.ts`, but not `index.page.ts`. */
const indexFile = /^(?:src\/)?index(?:\.d)?\.[^./]+$/

function findIndexFiles({ claimant, files }: Holding, { packages }: Facts): ReadonlySet<string> {
  const entries = new Set(
    claimant.claims.flatMap(({ path }) =>
      packages.filter(({ folder }) => isPackageRoot(folder, path)).flatMap(member => member.entries),
    ),
  )
  const views = createViews(claimant)
  const isIndex = (file: string) =>
    file.startsWith('index.', file.lastIndexOf('/') + 1) && views(file).some(view => indexFile.test(view))
  return new Set(files.filter(file => entries.has(file) || isIndex(file)))
}

/** Whether a module is a package's own: the package's folder or the sources in it. */
function isPackageRoot(folder: string, path: string): boolean {
  return path === folder || path === (folder === '' ? 'src' : `${folder}/src`)
}
