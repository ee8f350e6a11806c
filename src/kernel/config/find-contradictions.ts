import { compileGlobs, hasWildcard } from '../globs.js'
import { nearestName } from '../nearest.js'
import type { Contradiction } from './contradiction.js'
import { findModuleContradictions } from './find-module-contradictions.js'
import type { JsonPath } from './json-path.js'
import { entriesOf, itemsOf, memberOf, textOf } from './raw-value.js'

/** All contradictions of a config as read; parts that are not of the right shape are passed over. */
export function findContradictions(config: unknown): Contradiction[] {
  const modules = entriesOf(memberOf(config, 'modules'))
  return [
    ...findNamelessConventions(config),
    ...findRepeatedLayers(config),
    ...modules.flatMap(([name, module]) => findModuleContradictions(name, module)),
    ...findUnknownLayers(config, modules),
    ...findUnknownModules(config, modules),
    ...findUndeclaredRules(config),
    ...findIdleSpecifiers(config),
  ]
}

type Modules = readonly (readonly [name: string, module: unknown])[]

function findNamelessConventions(config: unknown): Contradiction[] {
  return itemsOf(memberOf(config, 'discover')).flatMap(([at, pattern]): Contradiction[] => {
    const text = textOf(pattern)
    if (!text || /[{}]/.test(text)) return []
    return [
      {
        code: 'config-invalid',
        path: ['discover', at],
        at: 'value',
        message: `discover[${at}]: "${text}" has no placeholder, so its modules would have no name.`,
        hint: `Name them by their folder, as in "${text.includes('*') ? text.replace('*', '{module}') : `${text}/{module}`}".`,
      },
    ]
  })
}

function findRepeatedLayers(config: unknown): Contradiction[] {
  const layers = itemsOf(memberOf(config, 'layers'))
  return layers
    .filter(([at, layer]) => layers.some(([before, other]) => before < at && other === layer))
    .map(([at, layer]) => ({
      code: 'config-invalid',
      path: ['layers', at],
      at: 'value',
      message: `layers[${at}]: the layer ${JSON.stringify(layer)} is there twice.`,
      hint: 'Keep it at one place: the order tells which layer may use which.',
    }))
}

function findUnknownLayers(config: unknown, modules: Modules): Contradiction[] {
  const layers = itemsOf(memberOf(config, 'layers')).flatMap(([, item]) => textOf(item) ?? [])
  return modules.flatMap(([name, module]): Contradiction[] => {
    const layer = textOf(memberOf(module, 'layer'))
    if (!layer || layers.includes(layer)) return []
    const meant = nearestName(layer, layers)
    const known =
      layers.length === 0 ? `Declare "layers": ["${layer}"].` : `Known layers: ${listSome(layers)}.`
    return [
      {
        code: 'config-invalid',
        path: ['modules', name, 'layer'],
        at: 'value',
        message: `Module "${name}" is in the layer "${layer}", which "layers" does not have.`,
        hint: meant === null ? known : `Did you mean "${meant}"?`,
      },
    ]
  })
}

/** Only where the modules are all written down: with conventions or placeholders, the files tell which there are. */
function findUnknownModules(config: unknown, modules: Modules): Contradiction[] {
  const names = new Set(modules.map(([name]) => name))
  const open = itemsOf(memberOf(config, 'discover')).length > 0 || [...names].some(name => name.includes('{'))
  if (open) return []
  const isKnown = ({ wanted, glob }: Reference): boolean =>
    names.has(wanted) || (glob && [...names].some(compileGlobs([wanted])))
  return modules.flatMap(([name, module]) =>
    listReferences(name, module)
      .filter(reference => !isKnown(reference))
      .map(reference => describeUnknownModule(name, reference, [...names])),
  )
}

function describeUnknownModule(name: string, { wanted, path }: Reference, names: string[]): Contradiction {
  const others = names.filter(other => other !== name)
  const meant = nearestName(wanted, others)
  const known =
    others.length === 0 ? `Declare "${wanted}" in "modules".` : `Known modules: ${listSome(others)}.`
  const suggestion = meant === null ? known : `Did you mean "${meant}"?`
  return {
    code: 'module-unknown',
    path,
    at: 'value',
    message: `Module "${name}" names "${wanted}", but there is no such module.`,
    hint: wanted === 'package.json' ? 'Write "dependsOn": "package.json", without a list.' : suggestion,
  }
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ')
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown
}

interface Reference {
  readonly wanted: string
  readonly path: JsonPath
  /** Whether a pattern of names would do. */
  readonly glob: boolean
}

function listReferences(name: string, module: unknown): Reference[] {
  const base = ['modules', name]
  const used = itemsOf(memberOf(module, 'dependsOn')).flatMap(([at, item]): Reference[] => {
    const plain = textOf(item)
    const wanted = plain ?? textOf(memberOf(item, 'module'))
    const path = [...base, 'dependsOn', at, ...(plain === null ? ['module'] : [])]
    return wanted ? [{ wanted, path, glob: false }] : []
  })
  const seeing = entriesOf(memberOf(module, 'interfaces')).flatMap(([key, value]) =>
    itemsOf(memberOf(value, 'visibleTo')).flatMap(([at, item]): Reference[] => {
      const wanted = textOf(item)
      return wanted
        ? [{ wanted, path: [...base, 'interfaces', key, 'visibleTo', at], glob: hasWildcard(wanted) }]
        : []
    }),
  )
  return [...used, ...seeing]
}

function findUndeclaredRules(config: unknown): Contradiction[] {
  const declared = entriesOf(memberOf(config, 'ownRules')).map(([key]) => key)
  return entriesOf(memberOf(config, 'rules'))
    .filter(([rule]) => rule.startsWith('own/') && !declared.includes(rule.slice('own/'.length)))
    .map(([rule]) => {
      const name = rule.slice('own/'.length)
      const meant = nearestName(name, declared)
      return {
        code: 'rule-unknown',
        path: ['rules', rule],
        at: 'key',
        message: `There is no own rule "${name}".`,
        hint:
          meant === null
            ? `Declare it: "ownRules": { "${name}": "./rules/${name}.ts" }.`
            : `Did you mean "own/${meant}"?`,
      }
    })
}

function findIdleSpecifiers(config: unknown): Contradiction[] {
  return itemsOf(memberOf(config, 'waive'))
    .filter(([, waiver]) => {
      const what = textOf(memberOf(waiver, 'what'))
      return what !== null && what !== 'unresolved' && memberOf(waiver, 'specifier') !== undefined
    })
    .map(([at, waiver]) => ({
      code: 'config-invalid',
      path: ['waive', at, 'specifier'],
      at: 'key',
      message: `waive[${at}]: "specifier" means imports, but what is waived is "${textOf(memberOf(waiver, 'what'))}".`,
      hint: 'Remove "specifier", or set "what" to "unresolved".',
    }))
}
