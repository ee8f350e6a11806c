import { compileGlobs } from '../../kernel/globs.js'
import { joinPath, lastSegment, parentFolder } from '../find-modules/candidate.js'
import { groupBy } from '../../kernel/group-by.js'

/** A file of a module that others import past its index files. */
export interface DeepUse {
  readonly file: string
  /** Modules whose code imports it. */
  readonly users: ReadonlySet<string>
  /** Modules only whose tests do. */
  readonly testUsers: ReadonlySet<string>
  /** Files that import it. */
  readonly importers: number
}

/** What is known of a module when its public API is proposed. */
export interface PublicRequest {
  /** Folder of the module; empty for the root. */
  readonly path: string
  /** Files that are public when nothing is said: its index files. */
  readonly indexFiles: readonly string[]
  readonly deepUses: readonly DeepUse[]
  /** Whether it is called what shared code is called: then one user makes an entry point. */
  readonly shared: boolean
  /** Whether it is a folder of one kind of code, such as `guards`, in which each file stands for itself. */
  readonly loose?: boolean
  /** All files of the module. */
  readonly files: readonly string[]
}

/** What `init` makes of how a module is used. */
export interface PublicProposal {
  /** Globs relative to the module's folder; null when its index files are its public API. */
  readonly globs: readonly string[] | null
  /** Whether others keep to it; if not, its inside is everybody's, and only what is offered too can be asked for. */
  readonly isSettled: boolean
}

/** More single files than this are not read any more. */
const mostEntries = 24
/** Without an index, so many files are the API even when one module alone uses each. */
const fewEntries = 5
/** A folder is an API file by file when several modules use this share of its files, and not just a few. */
const shareOfFolder = 1 / 3
const fewestOfFolder = 4
/** So many imports that the public API leaves out show that nobody keeps to it. */
const fewestReaches = 3
/** So many index files besides the module's own make a habit. */
const fewestIndexes = 3

/**
 * The public API of a module. A module with an index opens only files that the code of several modules uses; one
 * without opens the few that anybody uses, tests included, and nothing when these are many. Whole folders count when
 * most of their files are entry points. A folder of one kind of code without an index has no inside: all of it is
 * public. The rest is left to the baseline.
 */
export function proposePublic(request: PublicRequest): PublicProposal {
  const { deepUses, indexFiles, path, shared, loose = false } = request
  if (deepUses.length === 0) return { globs: null, isSettled: true }
  if (loose && indexFiles.length === 0) return { globs: ['**'], isSettled: true }
  const entries = chooseGlobs(request)
  const isOpen = compileGlobs(entries)
  const reaches = deepUses
    .filter(({ file }) => !isOpen(file))
    .reduce((sum, { importers }) => sum + importers, 0)
  const isSettled = reaches < fewestReaches
  const isGuess = indexFiles.length === 0 && !shared && !isSettled
  if (isGuess || entries.length === 0) return { globs: null, isSettled }
  const globs = [...entries, ...indexFiles.filter(file => !isOpen(file))]
  return { globs: [...new Set(globs)].sort().map(entry => relativeTo(entry, path)), isSettled }
}

/** Globs of folders and single files, relative to the root, besides the index files. */
function chooseGlobs(request: PublicRequest): readonly string[] {
  const wanted = chooseEntries(request)
  const globs = wanted.length <= fewEntries ? [] : findGlobs(wanted, request)
  const isCovered = compileGlobs(globs)
  const single = wanted
    .filter(({ file }) => !isCovered(file))
    .sort((left, right) => right.users.size - left.users.size || (left.file < right.file ? -1 : 1))
    .slice(0, mostEntries)
    .map(({ file }) => file)
  return [...globs, ...single]
}

/** What several modules use; without an index at least the few files that are used the most. */
function chooseEntries(request: PublicRequest): readonly DeepUse[] {
  const { deepUses, indexFiles, shared } = request
  if (shared && indexFiles.length === 0) return deepUses
  const popular = deepUses.filter(use => countUsers(use, request) >= 2)
  if (indexFiles.length > 0 || popular.length >= fewEntries) return popular
  const others = deepUses
    .filter(use => !popular.includes(use))
    .sort((left, right) => right.importers - left.importers || (left.file < right.file ? -1 : 1))
  return [...popular, ...others.slice(0, fewEntries - popular.length)]
}

/** Folders whose files are entry points, and index files where these are a habit. */
function findGlobs(wanted: readonly DeepUse[], { path, files }: PublicRequest): readonly string[] {
  const folders = findOpenFolders(wanted, files).map(folder => joinPath(folder, '*'))
  const isCovered = compileGlobs(folders)
  const indexes = wanted.filter(({ file }) => isIndex(file) && !isCovered(file))
  return indexes.length >= fewestIndexes ? [...folders, joinPath(path, '**/index.*')] : folders
}

function isIndex(file: string): boolean {
  return lastSegment(file).startsWith('index.')
}

function countUsers({ users, testUsers }: DeepUse, { indexFiles }: PublicRequest): number {
  return users.size + (indexFiles.length === 0 ? testUsers.size : 0)
}

function findOpenFolders(wanted: readonly DeepUse[], files: readonly string[]): readonly string[] {
  const inFolder = groupBy(files, parentFolder)
  return [...groupBy(wanted, ({ file }) => parentFolder(file))]
    .filter(
      ([folder, uses]) =>
        uses.length >= fewestOfFolder && uses.length >= (inFolder.get(folder)?.length ?? 0) * shareOfFolder,
    )
    .map(([folder]) => folder)
}

function relativeTo(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}
