import { compileGlobs } from '../../kernel/globs.js'
import type { SourceTree } from '../source-tree.js'
import type { Manifest, Manifests } from './manifest.js'
import { folderOf, foldersUp, joinPath } from './paths.js'
import { objectOrNull, readJsonObject, stringsOf } from './read-json.js'

/** A folder whose packages know each other by name. */
interface Workspace {
  readonly folder: string
  readonly members: ReadonlyMap<string, Manifest>
}

/** Packages that live in the tree. */
export interface Workspaces {
  /** Members of all workspaces and the packages at their roots, sorted by folder. */
  readonly packages: readonly Manifest[]
  /** The package of a name as code in a folder sees it: the package itself, a member of a workspace around it, a local link. */
  readonly packageFor: (name: string, folder: string) => Manifest | null
  /** The innermost folder of a package or workspace at or above a folder: code in one home sees the same packages. */
  readonly homeOf: (folder: string) => string
}

/** Reads the workspaces of npm, Yarn, pnpm, Lerna and Rush, nested ones included. */
export function readWorkspaces(tree: SourceTree, manifests: Manifests): Workspaces {
  const workspaces = mergeByFolder(workspaceFolders(tree, manifests))
    .map(({ folder, globs, listed }) => ({
      folder,
      members: membersOf(folder, { globs, listed, manifests }),
    }))
    .filter(workspace => workspace.members.size > 0)
  const byFolder = joinByFolder(workspaces)
  const packages = new Set<Manifest>()
  for (const workspace of workspaces) for (const member of workspace.members.values()) packages.add(member)
  const root = manifests.byFolder.get('')
  if (root !== undefined) packages.add(root)
  const homes = new Map<string, string>()
  const isHome = (folder: string) => folder === '' || manifests.byFolder.has(folder) || byFolder.has(folder)
  const homeOf = (folder: string): string => {
    const known = homes.get(folder) ?? (isHome(folder) ? folder : homeOf(folderOf(folder)))
    homes.set(folder, known)
    return known
  }
  return {
    homeOf,
    packages: [...packages].sort((a, b) => (a.folder < b.folder ? -1 : 1)),
    packageFor: (name, folder) => {
      const [own] = manifests.above(folder)
      if (own?.name === name) return own
      for (const current of foldersUp(folder)) {
        const member = byFolder.get(current)?.members.get(name)
        if (member !== undefined) return member
      }
      return own === undefined ? null : linkedPackage(name, own, manifests)
    },
  }
}

interface Declared {
  readonly folder: string
  readonly globs: readonly string[]
  /** Folders named one by one, as Rush does. */
  readonly listed: readonly string[]
}

/** A folder may declare its members twice, as Lerna beside npm: together they are one workspace. */
function mergeByFolder(declared: readonly Declared[]): Declared[] {
  const merged = new Map<string, Declared>()
  for (const { folder, globs, listed } of declared) {
    const known = merged.get(folder)
    merged.set(folder, {
      folder,
      globs: [...(known?.globs ?? []), ...globs],
      listed: [...(known?.listed ?? []), ...listed],
    })
  }
  return [...merged.values()]
}

function workspaceFolders(tree: SourceTree, manifests: Manifests): Declared[] {
  const declared: Declared[] = []
  for (const manifest of manifests.byFolder.values()) {
    const field = manifest.json.workspaces
    const globs = Array.isArray(field) ? stringsOf(field) : stringsOf(objectOrNull(field)?.packages)
    if (globs.length > 0) declared.push({ folder: manifest.folder, globs, listed: [] })
  }
  for (const path of tree.paths) {
    const folder = folderOf(path)
    const name = path.slice(folder === '' ? 0 : folder.length + 1)
    if (name === 'pnpm-workspace.yaml')
      declared.push({ folder, globs: pnpmPackages(readText(tree, path)), listed: [] })
    else if (name === 'lerna.json') {
      declared.push({ folder, globs: stringsOf(readJsonObject(tree, path)?.packages), listed: [] })
    } else if (name === 'rush.json') declared.push({ folder, globs: [], listed: rushProjects(tree, path) })
  }
  return declared
}

/** One workspace a folder, with the members that any of its files names: a lerna.json beside npm's list often names none. */
function joinByFolder(workspaces: readonly Workspace[]): ReadonlyMap<string, Workspace> {
  const byFolder = new Map<string, Workspace>()
  for (const { folder, members } of workspaces) {
    const others = byFolder.get(folder)?.members ?? []
    byFolder.set(folder, { folder, members: new Map([...others, ...members]) })
  }
  return byFolder
}

function readText(tree: SourceTree, path: string): string {
  try {
    return tree.read(path).toString('utf8')
  } catch {
    return ''
  }
}

/** The `packages` list of a pnpm-workspace.yaml, in block or flow style. */
export function pnpmPackages(yaml: string): string[] {
  const [, inline, block = ''] =
    /^packages:[ \t]*(?:\[([^\]]*)\]|(?:#[^\n]*)?\r?\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?(?:\r?\n|$))*))/m.exec(
      yaml,
    ) ?? []
  const items =
    inline === undefined
      ? block.split('\n').map(line => /^\s*-\s+(.*)$/.exec(line)?.[1] ?? '')
      : inline.split(',')
  return items
    .map(item =>
      item
        .replace(/\s#.*$/, '')
        .trim()
        .replace(/^(['"])(.*)\1$/, '$2'),
    )
    .filter(item => item !== '')
}

function rushProjects(tree: SourceTree, path: string): string[] {
  const projects = readJsonObject(tree, path)?.projects
  if (!Array.isArray(projects)) return []
  return projects.flatMap(project => {
    const folder = objectOrNull(project)?.projectFolder
    return typeof folder === 'string' ? (joinPath(folderOf(path), folder) ?? []) : []
  })
}

function membersOf(
  folder: string,
  { globs, listed, manifests }: Pick<Declared, 'globs' | 'listed'> & { manifests: Manifests },
): ReadonlyMap<string, Manifest> {
  const wanted = globs.filter(glob => !glob.startsWith('!')).flatMap(glob => joinPath(folder, glob) ?? [])
  const unwanted = globs
    .filter(glob => glob.startsWith('!'))
    .flatMap(glob => joinPath(folder, glob.slice(1)) ?? [])
  const matches = compileMembers(wanted)
  const excluded = compileMembers(unwanted)
  const members = new Map<string, Manifest>()
  for (const manifest of manifests.byFolder.values()) {
    const member =
      (matches(manifest.folder) && !excluded(manifest.folder)) ||
      listed.includes(manifest.folder) ||
      manifest.folder === folder
    if (member && manifest.name !== null && !members.has(manifest.name)) members.set(manifest.name, manifest)
  }
  return members
}

/** `packages/*` means folders right below; a plain name means that folder alone. */
function compileMembers(globs: readonly string[]): (folder: string) => boolean {
  const plain = new Set(globs.filter(glob => !/[*?{[(]/.test(glob)))
  const matches = compileGlobs(globs.filter(glob => !plain.has(glob)))
  return folder => plain.has(folder) || matches(folder)
}

/** A dependency written as `file:../x`, `link:../x`, `portal:../x` or `workspace:../x`. */
function linkedPackage(name: string, importer: Manifest, manifests: Manifests): Manifest | null {
  const range = importer.dependencies.get(name)
  const path = range === undefined ? null : /^(?:file|link|portal|workspace):(\.{1,2}\/.*)$/.exec(range)?.[1]
  if (path === null || path === undefined) return null
  const folder = joinPath(importer.folder, path)
  return folder === null ? null : (manifests.byFolder.get(folder) ?? null)
}
