import type { Facts, FileProblem, SourceTree } from '../../facts/index.js'
import type { Waivable, Waiver } from '../../kernel/config.js'
import { compileGlobs } from '../../kernel/globs.js'
import { parentFolder } from '../find-modules/candidate.js'
import { groupBy } from '../../kernel/group-by.js'
import { compileReasons, type Explain } from './explain-waiver.js'
import { findDeadPrefixes } from './find-dead-prefixes.js'
import { findMissingFolders } from './find-missing-folders.js'

/**
 * A folder is waived as a whole when at least so many of its files, and this share of them, need it; more for imports,
 * because without a specifier new ones would pass too.
 */
const fewestInFolder = 3
const fewestUnresolved = 6
const mostOfFolder = 2 / 3

/** One specifier that leads nowhere is worth an entry of its own from this many files on. */
const fewestOfSpecifier = 2

/**
 * The waivers without which nothing could be trusted: one entry for a prefix under which nothing resolves and for an
 * import that several files share, one for a folder most of whose files are affected, one for a file otherwise. In
 * order of path.
 */
export function proposeWaivers(tree: SourceTree, facts: Facts): readonly Waiver[] {
  const request: WaiverRequest = { facts, explain: compileReasons(tree, facts) }
  const shared = groupShared(tree, facts)
  const isShared = new Set(shared.flatMap(([, problems]) => problems))
  const rest = groupBy(
    facts.problems.filter(problem => !isShared.has(problem)),
    problem => problem.waivable,
  )
  const waivers = [
    ...shared.map(([specifier, problems]) => ({
      path: commonGlob(distinctFiles(problems)),
      what: 'unresolved' as const,
      specifier,
      reason: request.explain('unresolved', problems),
    })),
    ...[...rest].flatMap(([what, problems]) => waivePlaces({ ...request, what, problems })),
  ]
  return waivers.sort(
    (left, right) => compare(left.path, right.path) || compare(left.specifier ?? '', right.specifier ?? ''),
  )
}

/** Specifier, or glob of specifiers, → the unresolved imports that it stands for, where several files have them. */
function groupShared(tree: SourceTree, facts: Facts): readonly (readonly [string, readonly FileProblem[]])[] {
  const unresolved = facts.problems.filter(
    problem => problem.waivable === 'unresolved' && problem.specifier !== null,
  )
  const prefixes = new Map([
    ...findDeadPrefixes(
      facts,
      unresolved.flatMap(({ specifier }) => specifier ?? []),
    ),
    ...findMissingFolders(tree, unresolved),
  ])
  const covering = ({ specifier }: FileProblem): string => {
    const text = specifier ?? ''
    const prefix = [...prefixes.keys()].find(known => text.startsWith(known))
    return prefix === undefined ? text : (prefixes.get(prefix) ?? text)
  }
  return [...groupBy(unresolved, covering)].filter(
    ([, problems]) => distinctFiles(problems).length >= fewestOfSpecifier,
  )
}

interface WaiverRequest {
  readonly facts: Facts
  readonly explain: Explain
}

interface PlacesRequest extends WaiverRequest {
  readonly what: Waivable
  readonly problems: readonly FileProblem[]
}

/** Folders first, from the outermost; then the files that no folder covers. */
function waivePlaces(request: PlacesRequest): readonly Waiver[] {
  const { explain, what, problems } = request
  const folders = findAffectedFolders(request)
  const isCovered = compileGlobs(folders.map(folder => `${folder}/**`))
  const inFolders = folders.map(folder => ({
    path: `${folder}/**`,
    what,
    specifier: null,
    reason: explain(
      what,
      problems.filter(({ file }) => file.startsWith(`${folder}/`)),
    ),
  }))
  const single = [...groupBy(problems, ({ file }) => file)].filter(([file]) => !isCovered(file))
  return [
    ...inFolders,
    ...single.map(([path, own]) => {
      const specifiers = [...new Set(own.map(({ specifier }) => specifier))]
      return {
        path,
        what,
        specifier: specifiers.length === 1 ? (specifiers[0] ?? null) : null,
        reason: explain(what, own),
      }
    }),
  ]
}

function findAffectedFolders({ facts, what, problems }: PlacesRequest): readonly string[] {
  const fewest = what === 'unresolved' ? fewestUnresolved : fewestInFolder
  const affected = countByFolder(problems.map(({ file }) => file))
  const all = countByFolder([
    ...new Set([...facts.files.map(({ path }) => path), ...problems.map(({ file }) => file)]),
  ])
  const folders = [...affected]
    .filter(([folder, count]) => count >= fewest && count >= (all.get(folder) ?? 0) * mostOfFolder)
    .map(([folder]) => folder)
  return folders.filter(folder => !folders.some(other => folder.startsWith(`${other}/`))).sort()
}

/** How many of the files stand in a folder or below it. */
function countByFolder(files: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const file of new Set(files)) {
    for (let folder = parentFolder(file); folder !== ''; folder = parentFolder(folder)) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
  }
  return counts
}

function distinctFiles(problems: readonly FileProblem[]): readonly string[] {
  return [...new Set(problems.map(({ file }) => file))]
}

/** The glob of the deepest folder that holds all files; the file itself when it is one. */
function commonGlob(files: readonly string[]): string {
  const [first = '', ...others] = files
  if (others.length === 0) return first
  let folder = parentFolder(first)
  while (folder !== '' && !others.every(file => file.startsWith(`${folder}/`))) folder = parentFolder(folder)
  return folder === '' ? '**' : `${folder}/**`
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
