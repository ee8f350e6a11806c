import { isBuiltin } from 'node:module'
import type { Graph } from '../../graph/index.js'
import type { Dependency } from '../../kernel/dependency.js'
import { findCycles } from '../graph/find-cycles.js'
import type { DrawnNode, Drawing } from './drawing.js'

const dynamicForms: ReadonlySet<string> = new Set(['dynamic-import', 'dynamic-template', 'dynamic-pattern'])

/** Every file with what it imports, one arrow a pair; packages and unresolved specifiers are nodes too. */
export function drawFiles(graph: Graph): Drawing {
  const nodes: DrawnNode[] = []
  const positions = new Map<string, number>()
  const place = (key: string, node: () => DrawnNode): number => {
    const known = positions.get(key)
    if (known !== undefined) return known
    positions.set(key, nodes.length)
    return nodes.push(node()) - 1
  }
  const placeFile = (file: string) =>
    place(`file ${file}`, () => ({ parts: file.split('/'), link: null, kind: 'own', folded: false }))
  for (const file of graph.files.keys()) placeFile(file)
  const pairs = new Map<string, { from: number; to: number; imports: Dependency[] }>()
  for (const one of graph.dependencies) {
    const from = placeFile(one.from)
    const to =
      one.to !== null && !one.external
        ? placeFile(one.to)
        : place(`${one.external} ${one.to ?? one.specifier}`, () => foreignNode(one))
    const key = `${from} ${to}`
    const pair = pairs.get(key)
    if (pair) pair.imports.push(one)
    else pairs.set(key, { from, to, imports: [one] })
  }
  const plain = [...pairs.values()]
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, imports }) => ({
      from,
      to,
      running: imports.some(one => one.kind === 'value'),
      typeOnly: imports.every(one => one.kind === 'type'),
      dynamic: imports.every(one => dynamicForms.has(one.form)),
    }))
  const { isCircular } = findCycles(nodes.length, plain)
  const arrows = plain.map(arrow => ({ ...arrow, circular: isCircular(arrow) }))
  return { nodes, arrows }
}

function foreignNode({ to, specifier }: Dependency): DrawnNode {
  if (to === null) return { parts: [specifier], link: null, kind: 'unresolved', folded: false }
  // The folder gives packages a group of their own, and the colours that dependency-cruiser has for them.
  return isBuiltin(to)
    ? { parts: [to], link: null, kind: 'builtin', folded: false }
    : { parts: ['node_modules', ...to.split('/')], link: null, kind: 'package', folded: false }
}
