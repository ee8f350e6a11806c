import type { Config, ModuleConfig } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import type { Claim, Claimant } from './claim.js'
import { describeNothing } from './describe-nothing.js'
import { isWithin, type SourceFiles } from './folder-tree.js'
import {
  compileModulePattern,
  findMatches,
  type ModulePattern,
  type PatternMatch,
  rootOfMatch,
} from './module-pattern.js'

/** Where the modules of one entry of `modules` or `discover` come from. */
export interface Origin {
  readonly config: ModuleConfig | null
  readonly declaredAt: readonly (string | number)[]
  /** Third number of the rank. */
  readonly rank: 0 | 1 | 2
  readonly name: string
  readonly path: string
  readonly pattern: ModulePattern
  readonly matches: readonly PatternMatch[]
}

/** A module that one entry makes, before names are settled between entries. */
export interface Candidate extends Claimant {
  readonly origin: Origin
}

/** Expands each entry and convention of the config to the modules that it makes. */
export function findCandidates(
  config: Config,
  files: SourceFiles,
): { readonly candidates: readonly Candidate[]; readonly problems: readonly Problem[] } {
  const origins = [
    ...config.modules.map(module => openModule(module, files)),
    ...config.discover.map((path, index) => openConvention(path, index, files)),
  ]
  const problems = origins
    .filter(origin => origin.matches.length === 0)
    .map(origin => describeNothing(origin, files.tree, config))
  return { candidates: origins.flatMap(deriveCandidates), problems }
}

function openModule(config: ModuleConfig, files: SourceFiles): Origin {
  const pattern = compileModulePattern(config.path)
  return {
    config,
    declaredAt: ['modules', config.name],
    rank: pattern.placeholders.some(name => config.name.includes(`{${name}}`)) ? 1 : 2,
    name: config.name,
    path: config.path,
    pattern,
    matches: findMatches(pattern, files),
  }
}

/** The placeholder `module`, or else the last one, gives the name. */
function openConvention(path: string, index: number, files: SourceFiles): Origin {
  const pattern = compileModulePattern(path)
  const { placeholders } = pattern
  const naming = placeholders.includes('module') ? 'module' : placeholders.at(-1)
  return {
    config: null,
    declaredAt: ['discover', index],
    rank: 0,
    name: `{${naming}}`,
    path,
    pattern,
    matches: findMatches(pattern, files),
  }
}

/** One candidate per name; several folders of the same name are told apart later. */
function deriveCandidates(origin: Origin): readonly Candidate[] {
  if (origin.rank === 2) return [openCandidate(origin, origin.name, origin.matches)]
  const byName = new Map<string, Candidate[]>()
  for (const match of origin.matches) {
    const name = fillPlaceholders(origin.name, match.captures)
    const same = byName.get(name) ?? []
    byName.set(name, same)
    const sibling = match.isFile ? same.at(-1) : undefined
    if (sibling === undefined) same.push(openCandidate(origin, name, [match]))
    else same[same.length - 1] = { ...sibling, claims: [...sibling.claims, claimMatch(origin, match)] }
  }
  return [...byName.values()].flat()
}

function openCandidate(origin: Origin, name: string, matches: readonly PatternMatch[]): Candidate {
  const { config, declaredAt, pattern } = origin
  const meansFile = (path: string) => {
    const captures = pattern.match(path)
    return captures !== null && fillPlaceholders(origin.name, captures) === name
  }
  return {
    origin,
    name,
    config,
    declaredAt,
    captures: matches[0]?.captures ?? {},
    claims: matches.map(match => claimMatch(origin, match)),
    meansFile: pattern.kind === 'folder' ? null : meansFile,
  }
}

function claimMatch({ rank, pattern }: Origin, match: PatternMatch): Claim {
  const { path, isFile } = match
  const depth = path === '' ? 0 : path.split('/').length
  const named = isFile ? pattern.named - 1 : pattern.named
  return { path, isFile, root: rootOfMatch(pattern, match), rank: [named, depth, rank, pattern.literals] }
}

/** `{module}-api` → `billing-api`. */
export function fillPlaceholders(text: string, captures: Readonly<Record<string, string>>): string {
  return text.replace(/\{([^{},]+)\}/g, (whole, name: string) => captures[name] ?? whole)
}

/** Whether one of the places of a candidate is, contains or lies in one of another's. */
export function touches(left: Claimant, right: Claimant): boolean {
  return left.claims.some(one =>
    right.claims.some(other => isWithin(one.path, other.path) || isWithin(other.path, one.path)),
  )
}
