import type { Facts } from '../facts/index.js'
import type { Config } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import { assignFiles, type Assignment } from './assign-files.js'
import type { Claimant } from './claim.js'
import { createDeclarationFinder } from './declared-dependencies.js'
import { fillPlaceholders, findCandidates } from './find-candidates.js'
import { findIdleGlobs } from './find-idle-globs.js'
import { findUnknownModules } from './find-unknown-modules.js'
import { deriveFolderTree, findCommonFolder } from './folder-tree.js'
import type { Graph, Module } from './graph.js'
import { derivePublicFiles, type Holding } from './public-files.js'
import { settleNames } from './settle-names.js'

/** The graph of modules, and what in the config does not fit the files. */
export interface DerivedGraph {
  readonly graph: Graph
  /** Of codes module-empty, module-overlap, module-unknown, and config-invalid for a missing package.json. */
  readonly problems: readonly Problem[]
}

/**
 * Assigns files to modules (docs/modules.md tells how) and reads what the config says about these. Patterns are
 * matched against folders, and against files only where a pattern means files; the rest is linear.
 */
export function deriveGraph(facts: Facts, config: Config): DerivedGraph {
  const paths = facts.files.map(({ path }) => path)
  const files = { tree: deriveFolderTree(paths), paths: new Set(paths) }
  const found = findCandidates(config, files)
  const settled = settleNames(found.candidates, config)
  const assignment = assignFiles(settled.claimants, files, config)
  const holdings = findHoldings(settled.claimants, assignment, findLeaves(facts, files.paths))
  const { modules, problems } = deriveModules(holdings, { facts, config, assignment })
  return {
    graph: {
      root: facts.root,
      files: new Map(facts.files.map(file => [file.path, file])),
      modules,
      layers: config.layers,
      dependencies: facts.dependencies,
      packages: facts.packages,
      tables: facts.tables,
      moduleOf: createModuleLookup(modules, assignment),
    },
    problems: [
      ...found.problems,
      ...settled.problems,
      ...assignment.problems,
      ...findRobbed(settled.claimants, assignment, config),
      ...problems,
    ],
  }
}

/** Files that are imported but no source: styles, data, pictures. */
function findLeaves({ dependencies }: Facts, sources: ReadonlySet<string>): readonly string[] {
  const leaves = new Set<string>()
  for (const { to, external } of dependencies) {
    if (to !== null && !external && !sources.has(to)) leaves.add(to)
  }
  return [...leaves].sort()
}

function findHoldings(
  claimants: readonly Claimant[],
  assignment: Assignment,
  leaves: readonly string[],
): readonly Holding[] {
  const leavesOf = new Map<Claimant | null, string[]>(claimants.map(claimant => [claimant, []]))
  for (const leaf of leaves) leavesOf.get(assignment.ownerOf(leaf))?.push(leaf)
  return claimants
    .map(claimant => ({
      claimant,
      files: assignment.files.get(claimant) ?? [],
      leaves: leavesOf.get(claimant) ?? [],
    }))
    .filter(({ files }) => files.length > 0)
}

interface Surroundings {
  readonly facts: Facts
  readonly config: Config
  readonly assignment: Assignment
}

function deriveModules(holdings: readonly Holding[], { facts, config, assignment }: Surroundings) {
  const claimants = holdings.map(({ claimant }) => claimant)
  const folders = new Map(
    claimants.map(claimant => [claimant, findCommonFolder(claimant.claims.map(({ root }) => root))]),
  )
  const declarations = createDeclarationFinder({
    facts,
    config,
    claimants,
    folders,
    ownerOf: assignment.ownerOf,
  })
  const modules = holdings.map((holding): [string, Module] => {
    const { claimant, files } = holding
    const { name, config: entry, captures, declaredAt } = claimant
    return [
      name,
      {
        name,
        path: folders.get(claimant) ?? '',
        files,
        ...derivePublicFiles(holding, facts),
        dependsOn: declarations.find(claimant),
        openTo: entry?.openTo ?? null,
        layer: entry?.layer ?? null,
        owner: entry?.owner ?? null,
        tables: (entry?.data.tables ?? []).map(table => fillPlaceholders(table, captures)),
        declaredAt,
      },
    ]
  })
  const problems = [
    ...findUnknownModules(claimants, config),
    ...declarations.findProblems(),
    ...findIdleGlobs(holdings, config),
  ]
  return { modules: new Map(modules), problems }
}

function createModuleLookup(
  modules: ReadonlyMap<string, Module>,
  assignment: Assignment,
): (file: string) => Module | null {
  const known = new Map<string, Module | null>()
  for (const module of modules.values()) for (const file of module.files) known.set(file, module)
  return file => {
    const module = known.get(file)
    return module !== undefined ? module : (modules.get(assignment.ownerOf(file)?.name ?? '') ?? null)
  }
}

/** Entries whose files all went to modules with more specific paths. */
function findRobbed(
  claimants: readonly Claimant[],
  assignment: Assignment,
  config: Config,
): readonly Problem[] {
  const contested = assignment.problems.length > 0
  return claimants
    .filter(({ config: entry, name, claims }) => !contested && entry?.name === name && claims.length > 0)
    .filter(claimant => assignment.files.get(claimant)?.length === 0)
    .map(({ name, declaredAt, claims }) => ({
      code: 'module-empty' as const,
      message: `Module "${name}" is left with no file: everything in "${claims[0]?.path}" belongs to modules with more specific paths.`,
      place: config.locate([...declaredAt, 'path']),
      hint: 'Remove the module, or let it claim files that the others do not.',
    }))
}
