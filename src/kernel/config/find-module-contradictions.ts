import type { Contradiction } from './contradiction.js'
import type { JsonPath } from './json-path.js'
import { itemsOf, memberOf, textOf } from './raw-value.js'

/** What one module says against itself. */
export function findModuleContradictions(name: string, module: unknown): Contradiction[] {
  return [
    ...findUnboundPlaceholders(name, module),
    ...findSelfUse(name, module),
    ...findRepeatedDependencies(name, module),
    ...findUntilWithoutReason(name, module),
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

/** Position, name and kinds of each item of `dependsOn`. */
function listDependencies(module: unknown): { at: number; wanted: string; item: unknown }[] {
  return itemsOf(memberOf(module, 'dependsOn')).flatMap(([at, item]) => {
    const wanted = textOf(item) ?? textOf(memberOf(item, 'module'))
    return wanted === null ? [] : [{ at, wanted, item }]
  })
}

function findSelfUse(name: string, module: unknown): Contradiction[] {
  return listDependencies(module)
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
function findRepeatedDependencies(name: string, module: unknown): Contradiction[] {
  const seen = new Set<string>()
  return listDependencies(module).flatMap(({ at, wanted, item }) => {
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

function findUntilWithoutReason(name: string, module: unknown): Contradiction[] {
  return listDependencies(module)
    .filter(({ item }) => memberOf(item, 'until') !== undefined && memberOf(item, 'deprecated') === undefined)
    .map(({ at, wanted }) =>
      invalid(
        ['modules', name, 'dependsOn', at, 'until'],
        `Module "${name}" gives its dependency on "${wanted}" a date, but no reason to go.`,
        'Add "deprecated" with the reason, for example "deprecated": "moves to billing".',
      ),
    )
}
