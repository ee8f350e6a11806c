import type { Contradiction } from './contradiction.js'
import type { JsonPath } from './json-path.js'
import { itemsOf, memberOf, textOf } from './raw-value.js'

/** What one module says against itself. */
export function findModuleContradictions(name: string, module: unknown): Contradiction[] {
  const dependencies = listDependencies(module)
  return [
    ...findUnboundPlaceholders(name, module),
    ...findSelfUse(name, dependencies),
    ...findRepeatedDependencies(name, dependencies),
    ...findUntilWithoutReason(name, dependencies),
  ]
}

function invalid(path: JsonPath, message: string, hint: string): Contradiction {
  return { code: 'config-invalid', path, at: 'value', message, hint }
}

function findUnboundPlaceholders(name: string, module: unknown): Contradiction[] {
  const path = textOf(memberOf(module, 'path'))
  if (path === null) return []
  const bound = listPlaceholders(path)
  return listPlaceholders(name)
    .filter(placeholder => !bound.includes(placeholder))
    .map(placeholder =>
      invalid(
        ['modules', name, 'path'],
        `The name of module "${name}" has {${placeholder}}, which its path "${path}" does not have.`,
        `Put {${placeholder}} into the path where the name is to come from.`,
      ),
    )
}

function listPlaceholders(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z_][\w-]*)\}/g)].map(found => found[1] ?? '')
}

/** One item of `dependsOn`: its position, the module that it names, and the item itself. */
interface Listed {
  readonly at: number
  readonly wanted: string
  readonly item: unknown
}

function listDependencies(module: unknown): Listed[] {
  return itemsOf(memberOf(module, 'dependsOn')).flatMap(([at, item]) => {
    const wanted = textOf(item) ?? textOf(memberOf(item, 'module'))
    return wanted === null ? [] : [{ at, wanted, item }]
  })
}

function findSelfUse(name: string, dependencies: readonly Listed[]): Contradiction[] {
  return dependencies
    .filter(({ wanted }) => wanted === name)
    .map(({ at }) =>
      invalid(
        ['modules', name, 'dependsOn', at],
        `Module "${name}" depends on itself.`,
        `Remove "${name}": a module may always use its own files.`,
      ),
    )
}

/** The same module may stand twice for different kinds: its types for good, its code for the time being. */
function findRepeatedDependencies(name: string, dependencies: readonly Listed[]): Contradiction[] {
  const seen = new Set<string>()
  return dependencies.flatMap(({ at, wanted, item }) => {
    const kinds = itemsOf(memberOf(item, 'kinds')).map(([, kind]) => String(kind))
    const identity = JSON.stringify([wanted, kinds.sort()])
    if (!seen.has(identity)) {
      seen.add(identity)
      return []
    }
    const message = `Module "${name}" lists its dependency on "${wanted}" twice.`
    return [invalid(['modules', name, 'dependsOn', at], message, 'Keep one of the two.')]
  })
}

function findUntilWithoutReason(name: string, dependencies: readonly Listed[]): Contradiction[] {
  return dependencies
    .filter(({ item }) => memberOf(item, 'until') !== undefined && memberOf(item, 'deprecated') === undefined)
    .map(({ at, wanted }) =>
      invalid(
        ['modules', name, 'dependsOn', at, 'until'],
        `Module "${name}" gives its dependency on "${wanted}" a date, but no reason to go.`,
        'Add "deprecated" with the reason, for example "deprecated": "moves to billing".',
      ),
    )
}
