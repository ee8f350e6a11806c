import type { Facts, FileProblem } from '../facts/index.js'
import type { Graph } from '../graph/index.js'
import type { Config, Waiver } from '../kernel/config.js'
import { compileGlobs } from '../kernel/globs.js'
import { compileNames } from './name-patterns.js'
import type { Problem } from '../kernel/problem.js'

/** Reasons not to trust the facts after the waivers have been looked at. */
export interface Distrust {
  readonly problems: readonly Problem[]
  /** How many problems waivers cover. */
  readonly waived: number
  /** Positions in `config.waivers` of those that cover nothing. */
  readonly idle: ReadonlySet<number>
}

/** What the waivers are compared with. */
export interface DistrustRequest {
  readonly facts: Pick<Facts, 'dependencies' | 'problems'>
  /** Files that git does not ignore. */
  readonly paths: readonly string[]
  readonly config: Config
}

/**
 * What is left of the facts' problems, and the waivers that cover nothing. A waiver for an import of build output is
 * not idle where that output happens to have been built: the same config has to pass before and after a build.
 */
export function deriveDistrust({ facts, paths, config }: DistrustRequest): Distrust {
  const found = facts.problems
  const waivers = config.waivers.map(compileWaiver)
  const used = new Set<number>()
  const left = found.filter(problem => {
    const covering = waivers.flatMap((covers, at) => (covers(problem) ? [at] : []))
    for (const at of covering) used.add(at)
    return covering.length === 0
  })
  const built = used.size === waivers.length ? [] : listBuilt(facts.dependencies, paths)
  const idle = waivers.flatMap((covers, at) => (used.has(at) || built.some(covers) ? [] : [at]))
  return { problems: left.map(toProblem), waived: found.length - left.length, idle: new Set(idle) }
}

type Waived = Pick<FileProblem, 'waivable' | 'file' | 'specifier'>

/** Imports of files that git ignores: without a build they would lead nowhere. */
function listBuilt(dependencies: Facts['dependencies'], paths: readonly string[]): readonly Waived[] {
  const listed = new Set(paths)
  return dependencies
    .filter(({ to, external }) => to !== null && !external && !listed.has(to))
    .map(({ from, specifier }) => ({ waivable: 'unresolved', file: from, specifier }))
}

function compileWaiver({ path, what, specifier }: Waiver): (problem: Waived) => boolean {
  const isPath = compileGlobs([path])
  const isSpecifier = specifier === null ? () => true : compileSpecifier(specifier)
  return problem => problem.waivable === what && isPath(problem.file) && isSpecifier(problem.specifier ?? '')
}

/** A specifier is compared as written, and without a leading `./`; `*` alone means all. */
function compileSpecifier(glob: string): (specifier: string) => boolean {
  const matches = compileNames([glob])
  return specifier => specifier === glob || matches(specifier) || matches(specifier.replace(/^\.\//, ''))
}

/** What only concerns waivers stays behind. */
function toProblem({ code, message, place, hint }: FileProblem): Problem {
  return { code, message, place, hint }
}

/** Nothing to check is never green; the rules' own complaints would only repeat it. Null when there is something. */
export function findNothing(
  { files, modules }: Pick<Graph, 'files' | 'modules'>,
  config: Config,
): readonly Problem[] | null {
  if (files.size === 0) return [describeNoFiles(config)]
  if (modules.size > 0) return null
  // Modules that are named and match nothing are told one by one.
  if (config.modules.length > 0 || config.discover.length > 0) return []
  return [
    {
      code: 'no-modules',
      message: 'The config names no modules, so there are no boundaries to check.',
      place: config.locate(['modules']),
      hint: 'Name them in "modules" or "discover", or let `banyan init` find them.',
    },
  ]
}

function describeNoFiles(config: Config): Problem {
  const narrowing = (['include', 'exclude'] as const).find(key => config[key].length > 0)
  return {
    code: 'no-files',
    message: 'There is no TypeScript or JavaScript file that counts.',
    place: narrowing === undefined ? null : config.locate([narrowing]),
    hint:
      narrowing === undefined
        ? 'Give the root of the project with --root; files that git ignores do not count.'
        : 'Correct "include" and "exclude".',
  }
}
