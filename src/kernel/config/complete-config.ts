import type { Config, DeclaredDependency, ModuleConfig, RuleSetting } from '../config.js'
import { tidyPath } from '../paths.js'
import type { ConfigInput, DependencyInput, ModuleInput, RuleSettingInput } from './config-input.js'

type Located = Pick<Config, 'file' | 'locate'>

/** Fills in what a valid config left out. */
export function completeConfig(input: ConfigInput, { file, locate }: Located): Config {
  return {
    file,
    modules: Object.entries(input.modules ?? {}).map(([name, module]) => completeModule(name, module)),
    discover: (input.discover ?? []).map(tidyPath),
    layers: input.layers ?? [],
    rules: new Map(
      definedEntries(input.rules ?? {}).map(([name, setting]) => [name, completeSetting(setting)]),
    ),
    ownRules: definedEntries(input.ownRules ?? {}).map(([name, rule]) => ({ name, file: tidyPath(rule) })),
    waivers: (input.waive ?? []).map(waiver => ({ ...waiver, specifier: waiver.specifier ?? null })),
    include: input.include ?? [],
    exclude: input.exclude ?? [],
    tests: input.tests ?? [],
    generated: input.generated ?? [],
    aliases: new Map(
      definedEntries(input.aliases ?? {}).map(([prefix, folder]) => [prefix, tidyAlias(folder)]),
    ),
    budgets: input.budgets ?? {},
    locate,
  }
}

function definedEntries<Value>(record: Readonly<Record<string, Value | undefined>>): [string, Value][] {
  return Object.entries(record).filter((entry): entry is [string, Value] => entry[1] !== undefined)
}

function completeModule(name: string, module: ModuleInput): ModuleConfig {
  return {
    name,
    path: tidyPath(module.path),
    public: module.public ?? null,
    interfaces: definedEntries(module.interfaces ?? {}).map(([key, { files, visibleTo }]) => ({
      name: key,
      files,
      visibleTo: visibleTo ?? null,
    })),
    dependsOn:
      module.dependsOn === 'package.json' ? 'package.json' : (module.dependsOn ?? []).map(completeDependency),
    openTo: module.openTo ?? null,
    layer: module.layer ?? null,
    owner: module.owner ?? null,
    data: { tables: module.data?.tables ?? [] },
  }
}

function completeDependency(input: string | DependencyInput): DeclaredDependency {
  if (typeof input === 'string') return { module: input, kinds: null, deprecated: null, until: null }
  const { module, kinds = null, deprecated = null, until = null } = input
  return { module, kinds, deprecated, until }
}

function completeSetting(setting: RuleSettingInput): RuleSetting {
  if (typeof setting === 'string') return { severity: setting, options: {} }
  return { severity: setting[0], options: setting[1] ?? {} }
}

/** The slash at the end stays: the folder takes the prefix's place in the text of a specifier. */
function tidyAlias(folder: string): string {
  const tidy = tidyPath(folder)
  if (tidy === '.') return ''
  return folder.endsWith('/') ? `${tidy}/` : tidy
}
