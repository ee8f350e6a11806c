import type { Graph, Module } from '../graph/index.js'
import { nearestName } from '../kernel/nearest.js'
import { refuse } from '../kernel/problem.js'

/** What the words after `explain` stand for. */
export type Subject =
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'module'; readonly module: Module }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'dependency'; readonly from: Module; readonly to: Module }
  | { readonly kind: 'path'; readonly from: Module | string; readonly to: Module | string }
  | { readonly kind: 'import'; readonly from: string; readonly specifier: string }

interface Names {
  readonly graph: Graph
  readonly rules: readonly string[]
  /** A path as written on the command line → relative to the root, with `/`. */
  readonly normalize: (path: string) => string
}

/**
 * Decides what is meant. One word: a module, a rule or a file, in this order. Two: why a module depends on
 * another; a file and what it imports; the shortest path between files, or a file and a module.
 * Throws a UserError that names what is near when nothing fits.
 */
export function matchSubject(names: Names, thing: string, other: string | undefined): Subject {
  const from = matchEnd(names, thing)
  if (other === undefined) return matchSingle(names, thing, from)
  if (from === null) return refuseUnknown(names, thing, false)
  if (typeof from === 'string' && isImported(names.graph, from, other))
    return { kind: 'import', from, specifier: other }
  const to = matchEnd(names, other)
  if (to !== null) {
    if (typeof from !== 'string' && typeof to !== 'string' && from !== to)
      return { kind: 'dependency', from, to }
    return { kind: 'path', from, to }
  }
  if (typeof from === 'string' && looksLikeSpecifier(other)) return { kind: 'import', from, specifier: other }
  return refuseUnknown(names, other, false)
}

function matchSingle(names: Names, thing: string, found: Module | string | null): Subject {
  if (found !== null && typeof found !== 'string') return { kind: 'module', module: found }
  if (names.rules.includes(thing)) return { kind: 'rule', name: thing }
  if (found !== null) return { kind: 'file', path: found }
  return refuseUnknown(names, thing, true)
}

function matchEnd({ graph, normalize }: Names, word: string): Module | string | null {
  const module = graph.modules.get(word)
  if (module) return module
  const path = normalize(word)
  if (graph.files.has(path)) return path
  return [...graph.modules.values()].find(candidate => candidate.path === path) ?? findLeaf(graph, path)
}

/** A file that is no source file but is imported: a stylesheet, a JSON file. */
function findLeaf(graph: Graph, path: string): string | null {
  return graph.dependencies.some(({ to, external }) => !external && to === path) ? path : null
}

function isImported(graph: Graph, from: string, specifier: string): boolean {
  return graph.dependencies.some(edge => edge.from === from && edge.specifier === specifier)
}

/** A bare word may be a package, so anything without spaces counts from a file. */
function looksLikeSpecifier(word: string): boolean {
  return word !== '' && !/\s/.test(word)
}

function refuseUnknown({ graph, rules }: Names, word: string, withRules: boolean): never {
  const modules = [...graph.modules.keys()]
  const nearest = nearestName(word, [...modules, ...(withRules ? rules : [])]) ?? nearestFile(graph, word)
  const what = withRules ? 'module, rule or file' : 'module or file'
  const suggestion = nearest === null ? '' : `Did you mean ${nearest}? `
  const known = modules.length > 12 ? `${modules.slice(0, 12).join(', ')}, …` : modules.join(', ')
  const hint = `${suggestion}${known === '' ? 'No modules are configured.' : `Modules: ${known}.`}`
  return refuse('not-found', `There is no ${what} ${word}.`, hint)
}

/** A file of the same name somewhere else, or one whose path is a slip away. */
function nearestFile(graph: Graph, word: string): string | null {
  const name = word.split('/').at(-1) ?? word
  const files = [...graph.files.keys()]
  return (
    files.find(file => file.endsWith(`/${name}`)) ?? (files.length > 5000 ? null : nearestName(word, files))
  )
}
