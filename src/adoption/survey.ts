import { type Facts, openWorkingTree, readFacts, type SourceTree } from '../facts/index.js'
import { refuse, UserError } from '../kernel/problem.js'
import { findBrokenManifests } from './find-broken-manifests.js'
import { type FoundModule, findModules } from './find-modules/find-modules.js'
import { type AliasProposal, proposeAliases } from './propose/propose-aliases.js'

export interface SurveyRequest {
  /** Absolute path of the root. */
  readonly root: string
  readonly cacheFolder: string | null
  readonly onProgress?: (done: number, total: number) => void
}

/** A repository as it is, before anything is decided. */
export interface Survey {
  readonly tree: SourceTree
  readonly facts: Facts
  readonly modules: readonly FoundModule[]
  /** Prefixes without which imports do not resolve; the facts are read with them. */
  readonly aliases: readonly AliasProposal[]
}

/** Reads a repository and finds its modules. Throws a UserError when there is nothing to adopt. */
export async function surveyRepository(request: SurveyRequest): Promise<Survey> {
  const tree = openWorkingTree(request.root)
  assertRootManifest(tree)
  const plain = await readWith(tree, request, [])
  if (plain.files.length === 0) {
    refuse(
      'no-files',
      `There are no TypeScript or JavaScript files in ${request.root}.`,
      'Run it in the root of a repository with source, or name that with --root; files that git ignores do not count.',
    )
  }
  const aliases = proposeAliases(tree, plain)
  const facts = aliases.length === 0 ? plain : await readWith(tree, request, aliases)
  const modules = findModules(tree, facts)
  return { tree, facts, aliases, modules: modules.length === 0 ? [wholeRepository(facts)] : modules }
}

/** Without it nobody knows the workspaces, and what would be found is wrong. */
function assertRootManifest(tree: SourceTree): void {
  const [problem] = findBrokenManifests(tree, ['package.json'])
  if (problem !== undefined) throw new UserError([problem])
}

function readWith(
  tree: SourceTree,
  request: SurveyRequest,
  aliases: readonly AliasProposal[],
): Promise<Facts> {
  return readFacts({
    tree,
    config: {
      include: [],
      exclude: [],
      tests: [],
      generated: [],
      aliases: new Map(aliases.map(({ prefix, folder }) => [prefix, folder])),
    },
    cacheFolder: request.cacheFolder,
    tables: true,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  })
}

/** Where only files of tools stand, they are the product. */
function wholeRepository(facts: Facts): FoundModule {
  const evidence = ['all there is']
  return {
    name: 'root',
    path: '',
    files: facts.files.length,
    owner: null,
    ownName: null,
    inside: null,
    evidence,
  }
}
