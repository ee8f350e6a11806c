import type { Config } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import type { Claimant } from './claim.js'
import { type Candidate, touches } from './find-candidates.js'

/**
 * One module per name. An entry with that name wins over one with a placeholder, and both over a convention, whose
 * folder is then not a module of its own. Folders that a convention gives the same name are told apart by the
 * folders above them (`apps/web`, `packages/web`); an entry with a placeholder that does so is a problem.
 */
export function settleNames(
  candidates: readonly Candidate[],
  config: Config,
): { readonly claimants: readonly Claimant[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const claimants: Claimant[] = []
  for (const [name, rivals] of groupByName(candidates)) {
    const best = Math.max(...rivals.map(({ origin }) => origin.rank))
    const winners = rivals.filter(({ origin }) => origin.rank === best)
    if (best === 0) claimants.push(...tellApart(mergeHomes(winners)))
    else {
      const [first, ...others] = winners as [Candidate, ...Candidate[]]
      claimants.push(first)
      for (const other of others) problems.push(describeClash(name, [first, other], config))
      claimants.push(...tellApart(findLeftOver(first, rivals)))
    }
  }
  return { claimants: claimants.sort((left, right) => (left.name < right.name ? -1 : 1)), problems }
}

function groupByName(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const group = groups.get(candidate.name)
    if (group === undefined) groups.set(candidate.name, [candidate])
    else group.push(candidate)
  }
  return groups
}

/** What conventions find under one name in one folder is one module: `{module}.service.ts`, `{module}.routes.ts`. */
function mergeHomes(candidates: readonly Candidate[]): readonly Candidate[] {
  const merged = new Map<string, Candidate>()
  for (const candidate of candidates) {
    const home = homeOf(candidate).join('/')
    const known = merged.get(home)
    const claims = candidate.claims.filter(({ path }) => !known?.claims.some(claim => claim.path === path))
    merged.set(home, known === undefined ? candidate : { ...known, claims: [...known.claims, ...claims] })
  }
  return [...merged.values()]
}

/**
 * Where an entry is one of several folders of its name, the others stay modules under longer names; where it
 * stands elsewhere, it takes the name and they are none.
 */
function findLeftOver(winner: Candidate, rivals: readonly Candidate[]): readonly Candidate[] {
  const found = mergeHomes(rivals.filter(({ origin }) => origin.rank === 0))
  const others = found.filter(candidate => !touches(candidate, winner))
  return others.length < found.length
    ? others.map(candidate => ({ ...candidate, name: longName(candidate, 2) }))
    : []
}

function tellApart(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length < 2) return candidates
  for (let length = 2; ; length++) {
    const names = candidates.map(candidate => longName(candidate, length))
    if (new Set(names).size < names.length) continue
    return candidates.map((candidate, at) => ({ ...candidate, name: names[at] ?? candidate.name }))
  }
}

/** `packages/web`: the name with the folders above it. */
function longName(candidate: Candidate, length: number): string {
  return homeOf(candidate).slice(-length).join('/')
}

/** Path segments up to the one that gives the module its name, and the name in its place. */
function homeOf({ name, claims }: Candidate): readonly string[] {
  const path = claims[0]?.path.split('/') ?? []
  return [
    ...path.slice(
      0,
      Math.max(
        0,
        path.findLastIndex(segment => segment.includes(name)),
      ),
    ),
    name,
  ]
}

function describeClash(
  name: string,
  [first, other]: readonly [Candidate, Candidate],
  config: Config,
): Problem {
  const [one, two] = [first, other].map(({ claims }) => claims[0]?.path ?? '')
  const place = config.locate([...other.declaredAt, 'path'])
  const away = config.locate([...first.declaredAt, 'path'])
  const also = first.declaredAt[1] === other.declaredAt[1] ? '' : ` (${away.file}:${away.line})`
  return {
    code: 'module-overlap',
    message: `Two places make a module "${name}": "${one}"${also} and "${two}".`,
    place,
    hint: 'Put another placeholder of the path into the name, such as "{scope}-{module}".',
  }
}
