import type { Config } from '../kernel/config.js'
import { compileGlobs } from '../kernel/globs.js'
import { openRecordCache } from './cache/record-cache.js'
import type { Facts, SourceFile, WorkspacePackage } from './facts.js'
import { linkSites } from './link/link-sites.js'
import type { Manifest } from './resolve/manifest.js'
import { packageEntries } from './resolve/package-source.js'
import { createResolver, type Resolver } from './resolve/resolver.js'
import type { FileRecord } from './sites/file-record.js'
import type { SourceTree } from './source-tree.js'
import { linkTables, parsePrismaSchema, type TableSite } from './tables/index.js'
import { caseProblems } from './file-problems.js'
import { isTestPath } from './test-path.js'
import { readRecords } from './reading/read-records.js'

export interface FactsRequest {
  readonly tree: SourceTree
  readonly config: Pick<Config, 'include' | 'exclude' | 'tests' | 'generated' | 'aliases'>
  /** Absolute; null reads everything anew. */
  readonly cacheFolder: string | null
  /** Whether uses of database tables are wanted. */
  readonly tables: boolean
  readonly onProgress?: (done: number, total: number) => void
}

/** Reads a tree: which files count, what each one says, where every import leads. */
export async function readFacts(request: FactsRequest): Promise<Facts> {
  const { tree, config, cacheFolder, tables, onProgress } = request
  const counted = countedPaths(tree, config)
  const cache = openRecordCache({ folder: cacheFolder, tables })
  const { records, problems } = await readRecords({ tree, paths: counted, cache, tables, onProgress })
  cache.save()
  const resolver = createResolver(tree, config)
  const linked = linkSites({ records, resolver, paths: tree.paths })
  const files = describeFiles(records, config)
  return {
    root: tree.root,
    files,
    dependencies: linked.dependencies,
    packages: describePackages(resolver, tree.paths),
    tables: tables ? linkTables(tableSites(tree, records), linked.dependencies) : [],
    problems: [...problems, ...caseProblems(files), ...linked.problems],
  }
}

/** Package managers that a repository carries along, such as Yarn's own releases: not its code. */
const carried = /(?:^|\/)(?:\.yarn\/|\.pnp\.(?:c|loader\.m)?js$)/

/** The files that count: source files, as `include` and `exclude` narrow them. */
function countedPaths(tree: SourceTree, { include, exclude }: FactsRequest['config']): string[] {
  const included = include.length === 0 ? () => true : compileGlobs(include)
  const excluded = exclude.length === 0 ? () => false : compileGlobs(exclude)
  return tree.paths.filter(
    path =>
      /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(path) &&
      !carried.test(path) &&
      included(path) &&
      !excluded(path),
  )
}

/** Sites of tables in code and in Prisma schemas. */
function tableSites(
  tree: SourceTree,
  records: ReadonlyMap<string, FileRecord>,
): Map<string, readonly TableSite[]> {
  const sites = new Map<string, readonly TableSite[]>()
  for (const [path, { tables }] of records) if (tables !== null && tables.length > 0) sites.set(path, tables)
  for (const path of tree.paths) {
    if (path.endsWith('.prisma')) sites.set(path, parsePrismaSchema(tree.read(path).toString('utf8')))
  }
  return sites
}

const generatedPath = /(?:^|\/)(?:generated|__generated__)\/|\.(?:generated|gen)\.(?:d\.)?[cm]?[jt]sx?$/

function describeFiles(
  records: ReadonlyMap<string, FileRecord>,
  config: FactsRequest['config'],
): SourceFile[] {
  const isTest = config.tests.length === 0 ? isTestPath : compileGlobs(config.tests)
  const isGenerated = compileGlobs(config.generated)
  return [...records].map(([path, record]) => ({
    path,
    test: isTest(path),
    generated: record.generated || generatedPath.test(path) || isGenerated(path),
    exports: record.exports.map(({ name }) => name),
  }))
}

function describePackages(resolver: Resolver, paths: readonly string[]): WorkspacePackage[] {
  return resolver.workspaces.packages.flatMap((manifest: Manifest) =>
    manifest.name === null
      ? []
      : {
          name: manifest.name,
          folder: manifest.folder,
          dependencies: [...manifest.dependencies.keys()],
          entries: packageEntries(manifest, paths, resolver.sources),
        },
  )
}
