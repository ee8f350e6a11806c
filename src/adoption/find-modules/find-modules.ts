import type { Facts, SourceFile, SourceTree } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'
import { type Candidate, isWithin } from './candidate.js'
import { claimLookup } from './claim-lookup.js'
import { dividePackage } from './divide-package.js'
import { findLeftovers } from './find-leftovers.js'
import { findManifests } from './find-manifests.js'
import { findOwners } from './find-owners.js'
import { findPackages } from './find-packages.js'
import { findProjectFolders } from './find-project-folders.js'
import { findProjects } from './find-projects.js'
import { findReferences } from './find-references.js'
import { findSourceParts } from './find-source-parts.js'
import { nameModules, type Unnamed } from './name-modules.js'
import { asText, readManifest } from './read-manifest.js'
import { deriveSourceFolders } from './source-folders.js'

/** A module that the repository seems to have. */
export interface FoundModule {
  readonly name: string
  /** Folder relative to the root, or glob of files; empty for the root itself. */
  readonly path: string
  /** Source files that no deeper module claims. */
  readonly files: number
  readonly owner: string | null
  /** Name in its own package.json or project file. */
  readonly ownName: string | null
  /** Folder of the package around it; null when it is a package or stands at the top. */
  readonly inside: string | null
  /** Why, for people; one line per detector that agrees. */
  readonly evidence: readonly string[]
}

interface Draft extends Unnamed {
  readonly only?: readonly string[]
  readonly evidence: readonly string[]
}

/** More modules than this help nobody; packages stay, their insides are left undivided. */
const mostModules = 300

/**
 * The modules of a repository nobody described: its packages and projects, the parts of each that is a modular
 * monolith itself, and what is left at the top. Each file belongs to the deepest module around it; no module is
 * empty. In order of name.
 */
export function findModules(tree: SourceTree, facts: Facts): readonly FoundModule[] {
  const packages = findPackageFolders(tree, facts)
  const nested = divideAll(tree, facts, packages)
  const kept =
    packages.length + nested.length > mostModules ? nested.filter(({ inside }) => inside === null) : nested
  const found = withFiles([...packages, ...kept], facts.files)
  const single = facts.packages.every(({ folder }) => folder === '') && packages.length === 0
  const leftovers = findLeftovers({
    facts,
    taken: found,
    single,
    rootName: asText(readManifest(tree, 'package.json')?.name),
  })
  const all = withFiles(
    [...found, ...leftovers.map(rest => ({ ...rest, inside: null, evidence: [rest.evidence] }))],
    facts.files,
  )
  return describe(all, tree, facts.files)
}

/** Packages and projects; what only looks like one counts outside of those that are. */
function findPackageFolders(tree: SourceTree, facts: Facts): readonly Draft[] {
  const folders = deriveSourceFolders(facts.files)
  const sure = [...findPackages(tree, facts), ...findProjects(tree)]
  const likely = [...findManifests(tree), ...findReferences(tree), ...findProjectFolders(folders)].filter(
    ({ path }) => !sure.some(other => isWithin(path, other.path)),
  )
  const outermost = likely.filter(
    ({ path }) => !likely.some(other => other.path !== path && isWithin(path, other.path)),
  )
  return merge([...sure, ...outermost]).filter(({ path }) => folders.has(path))
}

/** One draft a path: the first name counts, all evidence is kept. */
function merge(candidates: readonly Candidate[]): readonly Draft[] {
  const drafts = new Map<string, Draft>()
  for (const { path, only, ownName, evidence } of candidates) {
    const known = drafts.get(path) ?? { path, only, ownName: null, inside: null, evidence: [] }
    drafts.set(path, {
      ...known,
      ownName: known.ownName ?? ownName,
      evidence: known.evidence.includes(evidence) ? known.evidence : [...known.evidence, evidence],
    })
  }
  return [...drafts.values()]
}

/** The parts of every package and of the root. */
function divideAll(tree: SourceTree, facts: Facts, packages: readonly Draft[]): readonly Draft[] {
  const packageOf = claimLookup(packages)
  const filesOf = groupBy(facts.files, file => packageOf(file.path) ?? '')
  return [...filesOf].flatMap(([folder, files]) => {
    const parts = dividePackage({ tree, facts, folder, files })
    const isMost = files.length * 2 >= facts.files.length
    const found = folder === '' && isMost ? completeParts(parts, files) : parts
    return merge(found).map(draft => ({ ...draft, inside: folder === '' ? null : folder }))
  })
}

/** Modules that hold less than this share of the code are an accident: they do not say how the rest is organised. */
const slightShare = 1 / 20

/** Where a convention explains next to nothing, or there is none, the folders of the source are modules as well. */
function completeParts(parts: readonly Candidate[], files: readonly SourceFile[]): readonly Candidate[] {
  const explained = files.filter(file => parts.some(({ path }) => isWithin(file.path, path))).length
  if (explained > files.length * slightShare) return parts
  const rest = findSourceParts(deriveSourceFolders(files)).filter(
    ({ path }) => !parts.some(part => isWithin(part.path, path) || isWithin(path, part.path)),
  )
  return [...parts, ...rest]
}

/** Leaves out what owns no file once deeper modules have taken theirs. */
function withFiles(drafts: readonly Draft[], files: readonly SourceFile[]): readonly Draft[] {
  const moduleOf = claimLookup(drafts)
  const used = new Set(files.map(file => moduleOf(file.path)))
  return drafts.filter(
    ({ path }, at) => used.has(path) && drafts.findIndex(draft => draft.path === path) === at,
  )
}

function describe(
  drafts: readonly Draft[],
  tree: SourceTree,
  files: readonly SourceFile[],
): readonly FoundModule[] {
  const names = nameModules(drafts)
  const moduleOf = claimLookup(drafts)
  const filesOf = groupBy(files, file => moduleOf(file.path))
  const ownersOf = findOwners(tree)
  return drafts
    .map(draft => {
      const own = filesOf.get(draft.path) ?? []
      const owner = deriveOwner(own.map(file => ownersOf(file.path)))
      return { ...draft, name: names.get(draft.path) ?? draft.path, files: own.length, owner }
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** Whoever owns more than half of the files. */
function deriveOwner(owners: readonly (string | null)[]): string | null {
  for (const [owner, owned] of groupBy(owners, owner => owner)) {
    if (owner !== null && owned.length * 2 > owners.length) return owner
  }
  return null
}
