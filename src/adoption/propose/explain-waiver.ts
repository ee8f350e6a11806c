import type { Facts, FileProblem, SourceTree } from '../../facts/index.js'
import type { Waivable } from '../../kernel/config.js'
import { joinPath, parentFolder } from '../find-modules/candidate.js'
import { findIgnoredPaths } from './ignored-paths.js'

/** Why problems of one kind are waived together, as the config will say it. */
export type Explain = (what: Waivable, problems: readonly FileProblem[]) => string

const plainReasons: Readonly<Record<Exclude<Waivable, 'unresolved'>, string>> = {
  unparsed: 'did not parse when Banyan was set up',
  encoding: 'not UTF-8 when Banyan was set up',
  unreadable: 'could not be read when Banyan was set up',
  case: 'differs from another path only in case',
}

/** Explains by what is known: rules of git, names of folders; admits it where nothing is. */
export function compileReasons(tree: SourceTree, facts: Facts): Explain {
  const isIgnored = findIgnoredPaths(tree)
  const folderOf = new Map(facts.packages.map(({ name, folder }) => [name, folder]))
  return (what, problems) => {
    if (what !== 'unresolved')
      return isTestInput(problems) ? `input of tests: ${plainReasons[what]}` : plainReasons[what]
    if (problems.every(({ specifier }) => /^(virtual:|~icons\/|\0)/.test(specifier ?? '')))
      return 'made up by the bundler'
    const targets = problems.map(problem => targetOf(problem, folderOf))
    if (targets.every(isIgnored)) return 'ignored by git: made by the build or by a generator'
    if (targets.every(isBuilt)) return 'not in the repository: made by the build or by a generator'
    if (isTestInput(problems)) return 'input of tests, not meant to resolve'
    return 'did not resolve when Banyan was set up: generated, or dead?'
  }
}

/** The path that an import means, where its text says so: relative to the root. */
function targetOf({ file, specifier }: FileProblem, folderOf: ReadonlyMap<string, string>): string {
  const text = (specifier ?? '').replace(/\?.*$/, '')
  if (text.startsWith('.')) return joinPath(parentFolder(file), text)
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/.exec(text) ?? []
  const folder = folderOf.get(name)
  return folder === undefined ? text : joinPath(folder, rest)
}

const builtFolder = /^(_*generated_*|gen|dist|build|out|\.next|\.nuxt|\.prisma|codegen)$/i
const builtFile = /^gen-|[.-](gen|generated)(\.|$)/i

function isBuilt(target: string): boolean {
  return target.split('/').some(segment => builtFolder.test(segment) || builtFile.test(segment))
}

const testFolder = /^(__)?(fixtures?|mocks|test-data|testdata|test-resources)(__)?$/i

function isTestInput(problems: readonly FileProblem[]): boolean {
  return problems.every(({ file }) => file.split('/').some(segment => testFolder.test(segment)))
}
