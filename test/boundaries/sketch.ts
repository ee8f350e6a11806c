import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Graph, Module } from '../../src/graph/graph.js'
import type { Config, DeclaredDependency, ModuleConfig } from '../../src/kernel/config.js'
import type { Dependency, Kind } from '../../src/kernel/dependency.js'
import type { Rule, RuleContext } from '../../src/boundaries/rule.js'

/** A module in few words: its files, those that are public, and the names that it may use. */
interface ModuleSketch {
  readonly files: readonly string[]
  readonly public?: readonly string[]
  readonly interfaces?: Module['interfaces']
  readonly dependsOn?: readonly (string | Partial<DeclaredDependency>)[]
  readonly openTo?: 'all'
  readonly layer?: string
  readonly declaredAt?: Module['declaredAt']
}

export interface GraphSketch {
  readonly modules: Readonly<Record<string, ModuleSketch>>
  readonly layers?: readonly string[]
  /** Source files that no module owns. */
  readonly outside?: readonly string[]
  readonly edges?: readonly Dependency[]
  readonly exports?: Readonly<Record<string, readonly string[]>>
  readonly packages?: Graph['packages']
}

/** An edge of one symbol, `placeOrder` unless told otherwise. */
export function edge(from: string, to: string, more: Partial<Dependency> = {}): Dependency {
  return {
    from,
    to,
    definedIn: more.external === true ? null : to,
    specifier: to,
    form: 'import',
    kind: 'value',
    line: 1,
    column: 1,
    symbols: ['placeOrder'],
    external: false,
    ...more,
  }
}

export function sketchGraph(sketch: GraphSketch): Graph {
  const modules = new Map(Object.entries(sketch.modules).map(([name, it]) => [name, sketchModule(name, it)]))
  const owned = [...modules.values()].flatMap(module => module.files)
  const owners = new Map([...modules.values()].flatMap(module => module.files.map(file => [file, module])))
  const folders = new Map([...modules.values()].map(module => [module.path, module]))
  const paths = [...owned, ...(sketch.outside ?? [])].sort()
  const describe = (file: string) => ({
    path: file,
    test: file.includes('.test.'),
    generated: false,
    exports: sketch.exports?.[file] ?? ['placeOrder'],
  })
  return {
    root: '/shop',
    files: new Map(paths.map(file => [file, describe(file)])),
    modules,
    layers: sketch.layers ?? [],
    dependencies: sketch.edges ?? [],
    packages: sketch.packages ?? [],
    tables: [],
    // Leaves, such as styles, belong to the module of their folder.
    moduleOf: file =>
      owners.get(file) ?? (paths.includes(file) ? null : (folders.get(folderOf(file)) ?? null)),
  }
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}

function sketchModule(name: string, sketch: ModuleSketch): Module {
  return {
    name,
    path: `src/${name}`,
    files: sketch.files,
    publicFiles: new Set(sketch.public ?? sketch.files.filter(file => file.endsWith('/index.ts'))),
    interfaces: sketch.interfaces ?? [],
    dependsOn: (sketch.dependsOn ?? []).map(declare),
    openTo: sketch.openTo ?? null,
    layer: sketch.layer ?? null,
    owner: null,
    tables: [],
    declaredAt: sketch.declaredAt ?? ['modules', name],
  }
}

function declare(declared: string | Partial<DeclaredDependency>): DeclaredDependency {
  const given = typeof declared === 'string' ? { module: declared } : declared
  return { module: '', kinds: null, deprecated: null, until: null, ...given }
}

/** A config with the modules of a sketch; a place tells its path in its file name, for tests to look at. */
export function sketchConfig(graph: Graph, more: Partial<Config> = {}): Config {
  const modules = [...graph.modules.values()].map(
    (module): ModuleConfig => ({
      name: module.name,
      path: module.path,
      public: null,
      interfaces: [],
      dependsOn: module.dependsOn,
      openTo: module.openTo,
      layer: module.layer,
      owner: null,
      data: { tables: [] },
    }),
  )
  return {
    file: 'banyan.config.json',
    modules,
    discover: [],
    layers: [],
    rules: new Map(),
    ownRules: [],
    waivers: [],
    include: [],
    exclude: [],
    tests: [],
    generated: [],
    aliases: new Map(),
    budgets: {},
    locate: steps => ({ file: 'banyan.config.json', line: steps.length, column: 1 }),
    ...more,
  }
}

export function sketchContext(rule: Rule, graph: Graph, more: Partial<RuleContext> = {}): RuleContext {
  return {
    graph,
    config: sketchConfig(graph),
    options: {},
    kinds: new Set<Kind>(rule.kinds),
    facades: 'opaque',
    known: () => false,
    idleWaivers: new Set(),
    today: '2026-11-23',
    ...more,
  }
}

/** Writes files into a folder; a value that is no text is written as JSON. */
export function writeFiles(root: string, files: Readonly<Record<string, unknown>>): void {
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(root, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  }
}
