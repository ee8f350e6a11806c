import type { Config } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import { type Claim, type Claimant, compareRanks } from './claim.js'
import { findOpenFolder, type Folder, type FolderTree, folderOf, type SourceFiles } from './folder-tree.js'

/** Who owns what: each file and folder has the claimant of the most specific claim. */
export interface Assignment {
  /** Sorted files of each claimant; empty for one that others took everything from. */
  readonly files: ReadonlyMap<Claimant, readonly string[]>
  /** The claimant of a path, also of one that is no source file. */
  readonly ownerOf: (path: string) => Claimant | null
  readonly problems: readonly Problem[]
}

/** A claim with whose it is. */
interface Stake {
  readonly claimant: Claimant
  readonly claim: Claim
}

/** Decides folder by folder; single files only where something claims single files. */
export function assignFiles(claimants: readonly Claimant[], files: SourceFiles, config: Config): Assignment {
  const stakes = groupStakes(claimants)
  const overlaps = new Map<string, readonly [Stake, Stake]>()
  const best = (path: string, inherited: Stake | null) => {
    const rivals = stakes.get(path) ?? []
    const winner = chooseBest(rivals, inherited)
    const equal =
      winner && rivals.find(stake => stake.claimant !== winner.claimant && ranksEqual(stake, winner))
    if (winner && equal)
      overlaps.set(
        [winner, equal]
          .map(({ claimant }) => claimant.name)
          .sort()
          .join('\0'),
        [winner, equal],
      )
    return winner
  }
  const owners = assignFolders(files.tree, best)
  const owned = new Map<Claimant, string[]>(claimants.map(claimant => [claimant, []]))
  const singles = new Map<string, Claimant | null>()
  for (const folder of files.tree.values()) {
    const owner = owners.get(folder) ?? null
    for (const file of folder.files) {
      const stake = stakes.has(file) ? best(file, owner) : owner
      if (stake !== owner) singles.set(file, stake?.claimant ?? null)
      if (stake !== null) owned.get(stake.claimant)?.push(file)
    }
  }
  const ownerOf = (path: string): Claimant | null => {
    const single = singles.get(path)
    if (single !== undefined) return single
    const folder = findOpenFolder(files.tree, folderOf(path))
    const stake = (folder && owners.get(folder)) ?? null
    return files.paths.has(path) ? (stake?.claimant ?? null) : findImagined(claimants, path, stake)
  }
  for (const paths of owned.values()) paths.sort()
  return {
    files: owned,
    ownerOf,
    problems: [...overlaps.values()].map(pair => describeOverlap(pair, config)),
  }
}

/** The owner of a file that is not there: what a pattern of files would claim, unless its folder's owner is ahead. */
function findImagined(
  claimants: readonly Claimant[],
  path: string,
  inherited: Stake | null,
): Claimant | null {
  const depth = path.split('/').length
  const stakes = claimants.flatMap(claimant => {
    const claim = claimant.claims.find(({ isFile }) => isFile)
    if (!claim || !claimant.meansFile?.(path)) return []
    const [named, , origin, literals] = claim.rank
    return [{ claimant, claim: { ...claim, rank: [named, depth, origin, literals] as const } }]
  })
  return chooseBest(stakes, inherited)?.claimant ?? null
}

function chooseBest(rivals: readonly Stake[], inherited: Stake | null): Stake | null {
  return rivals.reduce(
    (top, stake) => (top && compareRanks(top.claim.rank, stake.claim.rank) >= 0 ? top : stake),
    inherited,
  )
}

function ranksEqual(left: Stake, right: Stake): boolean {
  return compareRanks(left.claim.rank, right.claim.rank) === 0
}

function groupStakes(claimants: readonly Claimant[]): ReadonlyMap<string, readonly Stake[]> {
  const stakes = new Map<string, Stake[]>()
  for (const claimant of claimants) {
    for (const claim of claimant.claims) {
      const rivals = stakes.get(claim.path)
      if (rivals === undefined) stakes.set(claim.path, [{ claimant, claim }])
      else rivals.push({ claimant, claim })
    }
  }
  return stakes
}

/** Each folder inherits its parent's owner unless a claim of its own is more specific. */
function assignFolders(
  tree: FolderTree,
  best: (path: string, inherited: Stake | null) => Stake | null,
): ReadonlyMap<Folder, Stake | null> {
  const owners = new Map<Folder, Stake | null>()
  for (const folder of tree.values()) {
    const inherited = folder.parent === null ? null : (owners.get(folder.parent) ?? null)
    owners.set(folder, best(folder.path, inherited))
  }
  return owners
}

function describeOverlap([one, other]: readonly [Stake, Stake], config: Config): Problem {
  const [first, second] = one.claimant.name < other.claimant.name ? [one, other] : [other, one]
  const locate = ({ claimant: { declaredAt } }: Stake) =>
    config.locate(declaredAt[0] === 'modules' ? [...declaredAt, 'path'] : declaredAt)
  const [here, there] = [locate(second), locate(first)]
  return {
    code: 'module-overlap',
    message: `Modules "${first.claimant.name}" (${there.file}:${there.line}) and "${second.claimant.name}" (${here.file}:${here.line}) both claim ${first.claim.isFile ? '' : 'the folder '}"${first.claim.path}".`,
    place: here,
    hint: 'Make one of the two paths more specific, or remove one of the modules.',
  }
}
