import type { Facts, WorkspacePackage } from '../facts/index.js'
import type { Config, DeclaredDependency } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import type { Claimant } from './claim.js'
import { fillPlaceholders } from './find-candidates.js'
import { folderOf, isWithin } from './folder-tree.js'

/** What is needed to turn `dependsOn` into names of modules. */
export interface DeclarationRequest {
  readonly facts: Facts
  readonly config: Config
  readonly claimants: readonly Claimant[]
  /** Folder of each module, relative to the root. */
  readonly folders: ReadonlyMap<Claimant, string>
  readonly ownerOf: (path: string) => Claimant | null
}

/** The modules that one may use, by entry or by package.json; itself left out, where an entry makes many modules. */
export function createDeclarationFinder(request: DeclarationRequest) {
  const packages = new Map(request.facts.packages.map(member => [member.folder, member]))
  const providers = rememberProviders(request)
  const find = (claimant: Claimant): readonly DeclaredDependency[] => {
    const declared = claimant.config?.dependsOn ?? []
    if (declared !== 'package.json') return fillDeclared(claimant, declared)
    const own = findPackage(packages, request.folders.get(claimant) ?? '')
    const names = new Set((own?.dependencies ?? []).flatMap(providers))
    names.delete(claimant.name)
    return [...names].sort().map(module => ({ module, kinds: null, deprecated: null, until: null }))
  }
  return { find, findProblems: () => findMissingPackages(packages, request) }
}

function fillDeclared(
  claimant: Claimant,
  declared: readonly DeclaredDependency[],
): readonly DeclaredDependency[] {
  return declared
    .map(one => ({ ...one, module: fillPlaceholders(one.module, claimant.captures) }))
    .filter(({ module }) => module !== claimant.name)
}

/** The package whose package.json is the nearest at or above a folder. */
function findPackage(
  packages: ReadonlyMap<string, WorkspacePackage>,
  folder: string,
): WorkspacePackage | null {
  for (let at = folder; ; at = folderOf(at)) {
    const found = packages.get(at)
    if (found !== undefined || at === '') return found ?? null
  }
}

/** Names of the modules that a workspace package consists of; none for packages from elsewhere. */
function rememberProviders(request: DeclarationRequest): (name: string) => readonly string[] {
  const members = new Map(request.facts.packages.map(member => [member.name, member]))
  const known = new Map<string, readonly string[]>()
  return name => {
    const member = members.get(name)
    if (member === undefined) return []
    const found = known.get(name) ?? findProviders(member, request)
    known.set(name, found)
    return found
  }
}

/** The modules in the package's folder, else the one that holds the whole package. */
function findProviders(
  member: WorkspacePackage,
  { claimants, folders, ownerOf }: DeclarationRequest,
): readonly string[] {
  const inside = claimants.filter(claimant => isWithin(folders.get(claimant) ?? '', member.folder))
  if (inside.length > 0) return inside.map(({ name }) => name)
  const holder = ownerOf(member.entries[0] ?? `${member.folder}/package.json`)
  return holder === null ? [] : [holder.name]
}

function findMissingPackages(
  packages: ReadonlyMap<string, WorkspacePackage>,
  { config, claimants, folders }: DeclarationRequest,
): readonly Problem[] {
  const missing = claimants.filter(
    claimant =>
      claimant.config?.dependsOn === 'package.json' &&
      findPackage(packages, folders.get(claimant) ?? '') === null,
  )
  return missing.map(claimant => ({
    code: 'config-invalid',
    message: `Module "${claimant.name}" takes its dependencies from package.json, but there is none in "${folders.get(claimant)}" or above it.`,
    place: config.locate([...claimant.declaredAt, 'dependsOn']),
    hint: 'List the modules that it may use in "dependsOn", or add a package.json.',
  }))
}
