import type { Facts } from '../../facts/index.js'
import { type Candidate, lastSegment } from './candidate.js'
import { claimLookup } from './claim-lookup.js'
import { findSourceRoot } from './find-source-parts.js'
import { deriveSourceFolders, type SourceFolders } from './source-folders.js'

/** Files at the top that set up tools: `vite.config.ts`, `.eslintrc.js`, `Gruntfile.js`. */
const toolFile = /^\.|^(grunt|gulp)file\.|[.-](config|conf|setup|workspace|rc)\.[cm]?[jt]s$|\.d\.[cm]?ts$/i

/** Files that start an application. */
const entryFile = /^(main|index|app|server|bootstrap|app\.module)\.([cm]?[jt]sx?|vue|svelte)$/i

export interface LeftoverRequest {
  readonly facts: Facts
  /** The modules found so far. */
  readonly taken: readonly Pick<Candidate, 'path' | 'only'>[]
  /** Whether the repository's root is the one package. */
  readonly single: boolean
  /** Name of the root package, when it has one. */
  readonly rootName: string | null
}

/**
 * Modules for what no convention covers: each folder at the top with source files left, and in a repository of one
 * package the root itself when product code stands there. Tool configuration at the top and hidden folders are left out.
 */
export function findLeftovers(request: LeftoverRequest): readonly Candidate[] {
  const moduleOf = claimLookup(request.taken)
  const folders = deriveSourceFolders(request.facts.files.filter(file => moduleOf(file.path) === null))
  const sourceRoot = findSourceRoot(folders)
  const top = (folders.get('')?.children ?? []).filter(path => !path.startsWith('.'))
  const modules = top.map(path => ({
    path,
    ownName: path === sourceRoot?.path.split('/')[0] ? nameOfRest(path, folders, request) : null,
    evidence: request.taken.some(taken => taken.path.startsWith(`${path}/`))
      ? `the rest of ${path}/`
      : `folder ${path}/`,
  }))
  const loose = (folders.get('')?.own ?? []).filter(name => !toolFile.test(name))
  if (!request.single || loose.length === 0) return modules
  const name = request.taken.length + modules.length === 0 ? request.rootName : 'app'
  return [...modules, { path: '', ownName: name, evidence: `files at the top, such as ${loose[0]}` }]
}

/** The source folder is the application when it starts one, the package when nothing else is there. */
function nameOfRest(path: string, folders: SourceFolders, request: LeftoverRequest): string | null {
  if (request.taken.length === 0) return request.single ? request.rootName : null
  const own = [...folders.values()]
    .filter(folder => folder.path.startsWith(path))
    .flatMap(folder => folder.own)
  return request.single && own.some(name => entryFile.test(name)) ? 'app' : lastSegment(path)
}
