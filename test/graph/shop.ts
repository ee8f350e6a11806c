import type { Facts } from '../../src/facts/index.js'
import type { Config, ModuleConfig } from '../../src/kernel/config.js'
import type { Dependency } from '../../src/kernel/dependency.js'

export type ModuleSketch = Partial<Omit<ModuleConfig, 'name' | 'path'>> & { readonly path: string }

/** Facts of a few files; whatever has `.test.` in its name is a test. */
export function sketchFacts(files: readonly string[], more: Partial<Facts> = {}): Facts {
  return {
    root: '/shop',
    files: [...files]
      .sort()
      .map(path => ({ path, test: path.includes('.test.'), generated: false, exports: [] })),
    dependencies: [],
    packages: [],
    tables: [],
    problems: [],
    ...more,
  }
}

/** A config of modules by name; a place tells the JSON path that it stands for in its file name. */
export function sketchConfig(
  modules: Readonly<Record<string, ModuleSketch>>,
  more: Partial<Config> = {},
): Config {
  return {
    file: 'banyan.config.json',
    modules: Object.entries(modules).map(([name, module]) => ({
      public: null,
      interfaces: [],
      dependsOn: [],
      openTo: null,
      layer: null,
      owner: null,
      data: { tables: [] },
      ...module,
      name,
    })),
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
    locate: path => ({ file: path.join('.'), line: 1, column: 1 }),
    ...more,
  }
}

export function sketchDependency(from: string, to: string, more: Partial<Dependency> = {}): Dependency {
  return {
    from,
    to,
    definedIn: more.external ? null : to,
    specifier: to,
    form: 'import',
    kind: 'value',
    line: 1,
    column: 1,
    symbols: ['place'],
    external: false,
    ...more,
  }
}

export const uses = (...names: readonly string[]): ModuleConfig['dependsOn'] =>
  names.map(module => ({ module, kinds: null, deprecated: null, until: null }))
