import { deriveGraph, type Graph } from '../../graph/index.js'
import type { Config } from '../../kernel/config.js'
import { completeConfig } from '../../kernel/config/complete-config.js'
import type { ConfigInput, ModuleInput } from '../../kernel/config/config-input.js'
import type { AdoptionAnswers } from '../adoption.js'
import type { FoundModule } from '../find-modules/find-modules.js'
import type { Survey } from '../survey.js'
import { findDeepUses, findUses } from './find-uses.js'
import { proposeDependencies } from './propose-dependencies.js'
import { type LayerProposal, proposeLayers } from './propose-layers.js'
import { proposePublic } from './propose-public.js'
import { proposeRules } from './propose-rules.js'
import { proposeTables } from './propose-tables.js'
import { proposeWaivers } from './propose-waivers.js'

/** The one name under which `init` writes the config. */
export const configFile = 'banyan.config.json'

export interface ConfigProposal {
  readonly config: ConfigInput
  /** The modules as chosen, under their final names. */
  readonly modules: readonly FoundModule[]
  /** Module → modules that it uses. */
  readonly used: ReadonlyMap<string, readonly string[]>
}

/** The config that says what the code does today. */
export function proposeConfig(survey: Survey, answers: AdoptionAnswers, today: string): ConfigProposal {
  const { facts, tree } = survey
  const modules = chooseModules(survey.modules, answers)
  const bare = complete({
    modules: Object.fromEntries(modules.map(module => [module.name, { path: pathOf(module) }])),
  })
  const { graph } = deriveGraph(facts, bare)
  const used = findUses({ graph, config: bare, today }, true)
  const product = findUses({ graph, config: bare, today }, false)
  const layers = answers.layers === false ? null : proposeLayers(modules, product)
  const tables = proposeTables(facts.tables, file => graph.moduleOf(file)?.name ?? null)
  const waivers = proposeWaivers(tree, facts)
  const config: ConfigInput = {
    modules: describeModules({ survey, modules, graph, bare, used, layers, tables, today }),
    ...(layers === null ? {} : { layers: layers.layers }),
    rules: proposeRules({ graph, layers, used, tables: tables.size > 0 }),
    ...(survey.aliases.length === 0
      ? {}
      : { aliases: Object.fromEntries(survey.aliases.map(({ prefix, folder }) => [prefix, folder])) }),
    ...(waivers.length === 0
      ? {}
      : {
          waive: waivers.map(({ specifier, ...rest }) =>
            specifier === null ? rest : { ...rest, specifier },
          ),
        }),
  }
  return { config, modules, used }
}

interface ModulesRequest {
  readonly survey: Survey
  readonly modules: readonly FoundModule[]
  readonly graph: Graph
  readonly bare: Config
  readonly used: ReadonlyMap<string, readonly string[]>
  readonly layers: LayerProposal | null
  readonly tables: ReadonlyMap<string, readonly string[]>
  readonly today: string
}

function describeModules(request: ModulesRequest): Readonly<Record<string, ModuleInput>> {
  const { survey, modules, graph, used, layers, tables } = request
  const dependsOn = proposeDependencies({ modules, used, packages: survey.facts.packages })
  const deepUses = findDeepUses({ graph, config: request.bare, today: request.today })
  return Object.fromEntries(
    modules.map(module => {
      const { name, owner } = module
      const found = graph.modules.get(name)
      const open = proposePublic({
        path: found?.path ?? module.path,
        indexFiles: [...(found?.publicFiles ?? [])],
        deepUses: deepUses.get(name) ?? [],
        files: found?.files ?? [],
      })
      const layer = layers?.layerOf.get(name)
      const declared = dependsOn.get(name) ?? []
      const owned = tables.get(name)
      const entry: ModuleInput = {
        path: pathOf(module),
        ...(layer === undefined ? {} : { layer }),
        ...(owner === null ? {} : { owner }),
        ...(open === null ? {} : { public: open }),
        ...(declared.length === 0 ? {} : { dependsOn: declared }),
        ...(owned === undefined ? {} : { data: { tables: owned } }),
      }
      return [name, entry]
    }),
  )
}

/** The modules that were chosen, renamed, in order of name. */
function chooseModules(found: readonly FoundModule[], { modules }: AdoptionAnswers): readonly FoundModule[] {
  if (modules === null) return found
  return found
    .flatMap(module => {
      const name = modules[module.name]
      return name === undefined ? [] : [{ ...module, name }]
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

function pathOf({ path }: FoundModule): string {
  return path === '' ? '.' : path
}

/** A config that stands in no file yet: every place is the file's first line. */
function complete(input: ConfigInput): Config {
  return completeConfig(input, { file: configFile, locate: () => ({ file: configFile, line: 1, column: 1 }) })
}
