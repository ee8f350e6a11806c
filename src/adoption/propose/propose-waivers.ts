import type { Facts, FileProblem, SourceTree } from '../../facts/index.js'
import type { Waivable, Waiver } from '../../kernel/config.js'
import { compileGlobs } from '../../kernel/globs.js'
import { joinPath, lastSegment, parentFolder } from '../find-modules/candidate.js'
import { groupBy } from '../group-by.js'

/** A folder is waived as a whole when at least so many of its files, and this share of them, need it. */
const fewestInFolder = 3
const mostOfFolder = 2 / 3

/** One specifier that leads nowhere is worth an entry of its own from this many files on. */
const fewestOfSpecifier = 2

/**
 * The waivers without which nothing could be trusted: one entry for an import that many files share, one for a
 * folder most of whose files are affected, one for a file otherwise. In order of path.
 */
export function proposeWaivers(tree: SourceTree, facts: Facts): readonly Waiver[] {
  const waivers: Waiver[] = []
  const unresolved = facts.problems.filter(problem => problem.waivable === 'unresolved')
  const shared = [...groupBy(unresolved, problem => problem.specifier)].filter(
    ([specifier, problems]) => specifier !== null && distinctFiles(problems).length >= fewestOfSpecifier,
  )
  for (const [specifier, problems] of shared) {
    waivers.push({
      path: commonGlob(distinctFiles(problems)),
      what: 'unresolved',
      specifier,
      reason: explainUnresolved(tree, problems),
    })
  }
  const sharedSpecifiers = new Set(shared.map(([specifier]) => specifier))
  const rest = facts.problems.filter(
    problem => problem.waivable !== 'unresolved' || !sharedSpecifiers.has(problem.specifier),
  )
  for (const [what, problems] of groupBy(rest, problem => problem.waivable)) {
    waivers.push(...waivePlaces({ tree, facts, what, problems }))
  }
  return waivers.sort(
    (left, right) => compare(left.path, right.path) || compare(left.specifier ?? '', right.specifier ?? ''),
  )
}

interface PlacesRequest {
  readonly tree: SourceTree
  readonly facts: Facts
  readonly what: Waivable
  readonly problems: readonly FileProblem[]
}

/** Folders first, from the outermost; then the files that no folder covers. */
function waivePlaces(request: PlacesRequest): readonly Waiver[] {
  const { tree, what, problems } = request
  const folders = findAffectedFolders(request)
  const isCovered = compileGlobs(folders.map(folder => `${folder}/**`))
  const inFolders = folders.map(folder => ({
    path: `${folder}/**`,
    what,
    specifier: null,
    reason: explain(
      tree,
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
        reason: explain(tree, what, own),
      }
    }),
  ]
}

function findAffectedFolders({ facts, problems }: PlacesRequest): readonly string[] {
  const affected = countByFolder(problems.map(({ file }) => file))
  const all = countByFolder([
    ...new Set([...facts.files.map(({ path }) => path), ...problems.map(({ file }) => file)]),
  ])
  const folders = [...affected]
    .filter(([folder, count]) => count >= fewestInFolder && count >= (all.get(folder) ?? 0) * mostOfFolder)
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

function explain(tree: SourceTree, what: Waivable, problems: readonly FileProblem[]): string {
  if (what === 'unresolved') return explainUnresolved(tree, problems)
  if (what === 'unparsed')
    return isTestInput(problems)
      ? 'input of tests, not meant to parse'
      : 'did not parse when Banyan was set up'
  const reasons = {
    encoding: 'not UTF-8 when Banyan was set up',
    unreadable: 'could not be read when Banyan was set up',
    case: 'differs from another path only in case',
  }
  return reasons[what]
}

function explainUnresolved(tree: SourceTree, problems: readonly FileProblem[]): string {
  const specifiers = problems.map(({ specifier }) => specifier ?? '')
  if (specifiers.every(specifier => /^(virtual:|~icons\/|\0)/.test(specifier)))
    return 'made up by the bundler'
  const targets = problems.map(({ file, specifier }) =>
    specifier?.startsWith('.') ? joinPath(parentFolder(file), specifier) : (specifier ?? ''),
  )
  if (targets.every(isBuilt)) return 'not in the repository: made by the build or a code generator'
  if (isTestInput(problems)) return 'input of tests'
  const ignored = targets.some(target => tree.exists(target))
  return ignored
    ? 'ignored by git: made on each machine'
    : 'was missing when Banyan was set up: generated, or dead?'
}

function isBuilt(target: string): boolean {
  return (
    target
      .split('/')
      .some(segment => /^(_*generated_*|gen|dist|build|out|lib|pkg|\.next|\.nuxt|codegen)$/i.test(segment)) ||
    /[.-](gen|generated)\b/.test(lastSegment(target))
  )
}

function isTestInput(problems: readonly FileProblem[]): boolean {
  return problems.every(({ file }) =>
    file
      .split('/')
      .some(segment =>
        /^(__)?(fixtures?|tests?|mocks|test-data|testdata|test-resources|samples?|templates?)(__)?$/i.test(
          segment,
        ),
      ),
  )
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
