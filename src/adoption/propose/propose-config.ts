import { deriveGraph, isOutward } from '../../graph/index.js'
import { completeConfig } from '../../kernel/config/complete-config.js'
import type { ConfigInput, ModuleInput } from '../../kernel/config/config-input.js'
import type { Place } from '../../kernel/finding.js'
import type { AdoptionAnswers } from '../adoption.js'
import { lastSegment } from '../find-modules/candidate.js'
import type { FoundModule } from '../find-modules/find-modules.js'
import { isTechnical } from '../find-modules/folder-words.js'
import type { Survey } from '../survey.js'
import { chooseModules } from './choose-modules.js'
import { countTestReaches, countUses, findDeepUses, findUses, type Question } from './find-uses.js'
import { proposeConventions } from './propose-conventions.js'
import { proposeDependencies } from './propose-dependencies.js'
import { isInner, type LayerProposal, proposeLayers } from './propose-layers.js'
import { proposeOpen } from './propose-open.js'
import { type PublicProposal, proposePublic } from './propose-public.js'
import { proposeRules } from './propose-rules.js'
import { findUnsettled } from './find-unsettled.js'
import { proposeTables } from './propose-tables.js'
import { proposeWaivers } from './propose-waivers.js'

/** The one name under which `init` writes the config. */
export const configFile = 'banyan.config.json'

export interface ConfigProposal {
  readonly config: ConfigInput
  /** The modules as chosen, under their final names, with the files that they are going to have. */
  readonly modules: readonly FoundModule[]
  /** Module → modules that it uses. */
  readonly used: ReadonlyMap<string, readonly string[]>
  /** Entries of the config whose modules' public API nobody keeps to, or globs of them. */
  readonly unsettled: readonly string[]
  /** Modules that anybody may use. */
  readonly open: ReadonlySet<string>
}

/** The config that says what the code does today. */
export function proposeConfig(survey: Survey, answers: AdoptionAnswers, today: string): ConfigProposal {
  const modules = chooseModules(survey.modules, answers)
  const bare = ask(
    survey,
    today,
    Object.fromEntries(modules.map(module => [module.name, { path: pathOf(module) }])),
  )
  const used = findUses(bare, true)
  const layers = answers.layers === false ? null : proposeLayers(modules, findUses(bare, false))
  const tables = proposeTables({ ...survey.facts, moduleOf: file => bare.graph.moduleOf(file)?.name ?? null })
  const apis = proposeApis(modules, bare)
  const counted = modules.map(module => {
    return { ...module, files: bare.graph.modules.get(module.name)?.files.length ?? 0 }
  })
  const open = proposeOpen({ modules: counted, used, packages: survey.facts.packages })
  const described = describeModules({ survey, modules, apis, used, layers, tables, open })
  const testReaches = countTestReaches(ask(survey, today, described))
  const conventions = proposeConventions({ ...survey.facts, modules })
  const unsettled = findUnsettled({ apis, uses: countUses(bare), conventions, modules })
  const config: ConfigInput = {
    modules: { ...described, ...conventions },
    ...(layers === null ? {} : { layers: layers.layers }),
    rules: proposeRules({ graph: bare.graph, layers, used, tables: tables.size > 0, testReaches, unsettled }),
    ...describeExceptions(survey),
  }
  return { config, modules: counted, used, unsettled, open }
}

/** The repository under a config that has only these modules. */
function ask({ facts }: Survey, today: string, modules: Readonly<Record<string, ModuleInput>>): Question {
  const locate = (): Place => ({ file: configFile, line: 1, column: 1 })
  const config = completeConfig({ modules }, { file: configFile, locate })
  return { graph: deriveGraph(facts, config).graph, config, today }
}

/** What only the bundler knows, and what nobody does. */
function describeExceptions({ tree, facts, aliases }: Survey): Pick<ConfigInput, 'aliases' | 'waive'> {
  const waive = proposeWaivers(tree, facts).map(({ path, what, specifier, reason }) =>
    specifier === null ? { path, what, reason } : { path, what, specifier, reason },
  )
  return {
    ...(aliases.length === 0
      ? {}
      : { aliases: Object.fromEntries(aliases.map(({ prefix, folder }) => [prefix, folder || './'])) }),
    ...(waive.length === 0 ? {} : { waive }),
  }
}

/** Module → its public API. */
function proposeApis(modules: readonly FoundModule[], bare: Question): ReadonlyMap<string, PublicProposal> {
  const deepUses = findDeepUses(bare)
  return new Map(
    modules.map(module => {
      const found = bare.graph.modules.get(module.name)
      const proposal = proposePublic({
        path: found?.path ?? module.path,
        indexFiles: [...(found?.publicFiles ?? [])],
        deepUses: deepUses.get(module.name) ?? [],
        files: found?.files ?? [],
        shared: isInner(module),
        loose: isLoose(module, found?.files ?? []),
      })
      return [module.name, proposal]
    }),
  )
}

/**
 * Whether a folder that is no package is named after a kind of code or called what shared code is called. A module of a
 * framework in it says that it is one in spite of its name.
 */
function isLoose(module: FoundModule, files: readonly string[]): boolean {
  if (module.ownName !== null || !(isTechnical(lastSegment(module.path)) || isInner(module))) return false
  return !files.some(file => /\.module\.[cm]?[jt]s$/.test(file))
}

interface ModulesRequest {
  readonly survey: Survey
  readonly modules: readonly FoundModule[]
  readonly apis: ReadonlyMap<string, PublicProposal>
  readonly used: ReadonlyMap<string, readonly string[]>
  readonly layers: LayerProposal | null
  readonly tables: ReadonlyMap<string, readonly string[]>
  readonly open: ReadonlySet<string>
}

function describeModules(request: ModulesRequest): Readonly<Record<string, ModuleInput>> {
  const { survey, modules, apis, used, layers, tables, open: openModules } = request
  const { packages } = survey.facts
  const dependsOn = proposeDependencies({ modules, used, packages, isOpen: compileOpen(request) })
  return Object.fromEntries(
    modules.map(module => {
      const { name, owner } = module
      const open = apis.get(name)?.globs ?? null
      const layer = layers?.layerOf.get(name)
      const declared = dependsOn.get(name) ?? []
      const owned = tables.get(name)
      const entry: ModuleInput = {
        path: pathOf(module),
        ...(layer === undefined ? {} : { layer }),
        ...(owner === null ? {} : { owner }),
        ...(open === null ? {} : { public: open }),
        ...(declared.length === 0 ? {} : { dependsOn: declared }),
        ...(openModules.has(name) ? { openTo: 'all' as const } : {}),
        ...(owned === undefined ? {} : { data: { tables: owned } }),
      }
      return [name, entry]
    }),
  )
}

/** What is open is so for its own layer and outer ones. */
function compileOpen({ layers, open }: ModulesRequest): (from: string, to: string) => boolean {
  if (layers === null) return (_, to) => open.has(to)
  const layered = (name: string) => ({ layer: layers.layerOf.get(name) ?? null })
  return (from, to) => open.has(to) && !isOutward(layers, layered(from), layered(to))
}

function pathOf({ path }: FoundModule): string {
  return path === '' ? '.' : path
}
