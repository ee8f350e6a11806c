import type { SourceFile, SourceTree } from '../../facts/index.js'
import { type Candidate, isWithin, lastSegment, parentFolder } from './candidate.js'
import { containerNames, isForeign } from './folder-words.js'
import type { SourceFolders } from './source-folders.js'

/** Where framework modules are looked for: the source files of one package. */
export interface PackageSource {
  readonly tree: SourceTree
  readonly files: readonly SourceFile[]
  readonly folders: SourceFolders
}

interface Found {
  readonly folder: string
  readonly file: string
  readonly framework: string
}

/** A folder with so many modules below and next to nothing besides is a shelf, not a module. */
const shelfChildren = 4
const shelfOwnFiles = 2

/**
 * Feature modules of NestJS and Angular: the folders of files with `@Module(` or `@NgModule(`. A module inside
 * another module's folder belongs to that one; the module of the whole application is left to the package.
 */
export function findFrameworkModules(source: PackageSource): readonly Candidate[] {
  const found = source.files.filter(isModuleFile).flatMap(file => readModule(source, file.path))
  const folders = [...new Set(found.map(module => module.folder))].sort()
  const features = folders.filter(folder => !isShelf(folder, folders, source.folders))
  const topmost = features.filter(
    folder => !features.some(other => other !== folder && isWithin(folder, other)),
  )
  if (topmost.length < 2) return []
  return topmost.map(path => {
    const first = found.find(module => module.folder === path)
    return { path, ownName: null, evidence: `${first?.framework} module ${lastSegment(first?.file ?? path)}` }
  })
}

function isModuleFile(file: SourceFile): boolean {
  return !file.test && !file.generated && /[.-]module\.[cm]?[jt]s$/.test(file.path) && !isForeign(file.path)
}

function readModule(source: PackageSource, file: string): readonly Found[] {
  const decorator = /^\s*@(Ng)?Module\(/m.exec(source.tree.read(file).toString('utf8'))
  const folder = featureFolder(parentFolder(file))
  if (decorator === null || folder === '') return []
  return [{ folder, file, framework: decorator[1] === undefined ? 'NestJS' : 'Angular' }]
}

/** Climbs out of `src`, `lib` and of versions of one module (`v2`, `2024-08-13`) to the folder that names it. */
function featureFolder(folder: string): string {
  const name = lastSegment(folder)
  const isInner =
    name === 'src' || name === 'lib' || /^v\d+$/i.test(name) || /\d{4}[-_]\d\d[-_]\d\d$/.test(name)
  return isInner && folder.includes('/') ? featureFolder(parentFolder(folder)) : folder
}

/** Whether a folder holds the modules of the application, or a group of them, rather than one. */
function isShelf(folder: string, all: readonly string[], folders: SourceFolders): boolean {
  if (containerNames.has(lastSegment(folder).toLowerCase())) return true
  const inner = all.filter(other => other !== folder && isWithin(other, folder))
  if (inner.length >= 2 && inner.length * 2 > all.length - 1) return true
  const topmost = inner.filter(path => !inner.some(other => other !== path && isWithin(path, other)))
  const covered = topmost.reduce((sum, path) => sum + (folders.get(path)?.product ?? 0), 0)
  const rest = (folders.get(folder)?.product ?? 0) - covered
  return topmost.length >= shelfChildren && rest <= shelfOwnFiles
}
