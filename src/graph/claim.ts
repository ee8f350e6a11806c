import type { ModuleConfig } from '../kernel/config.js'

/** A module in the making: what the config says about it, and the folders and files that are to be its own. */
export interface Claimant {
  readonly name: string
  /** The entry of `modules`; null for a module found by convention. */
  readonly config: ModuleConfig | null
  readonly declaredAt: readonly (string | number)[]
  /** What the placeholders of the path stand for. */
  readonly captures: Readonly<Record<string, string>>
  readonly claims: readonly Claim[]
  /** Whether the pattern means a file of this path, were there one; null where it means folders. */
  readonly meansFile: ((path: string) => boolean) | null
}

/** A folder with everything below it, or a single file. */
export interface Claim {
  readonly path: string
  readonly isFile: boolean
  /** Folder that the globs of public files are relative to. */
  readonly root: string
  readonly rank: Rank
}

/** How specific a claim is: compared number by number, the greater wins. */
export type Rank = readonly [
  /** Folders that the pattern names. */
  named: number,
  /** Path segments of what matched. */
  depth: number,
  /** 2 for an entry of `modules` with a name, 1 for one with a placeholder in its name, 0 for a convention. */
  origin: number,
  /** Path segments that the pattern spells out. */
  literals: number,
]

export function compareRanks(left: Rank, right: Rank): number {
  const at = left.findIndex((value, index) => value !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
