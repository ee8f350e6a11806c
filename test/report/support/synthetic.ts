import type { CheckResult } from '../../../src/boundaries/check-result.js'
import type { Graph } from '../../../src/graph/graph.js'
import type { Dependency } from '../../../src/kernel/dependency.js'
import type { Finding } from '../../../src/kernel/finding.js'
import { sketchFinding, sketchGraph, sketchImport, sketchResult } from './shop.js'

const areas = [
  'users',
  'billing',
  'catalog',
  'orders',
  'shipping',
  'search',
  'support',
  'pricing',
  'stock',
  'mail',
]
const layers = ['app', 'edge', 'domain', 'platform']

/** Repeatable numbers from 0 to 1: a linear congruential generator. */
function createRandom(): () => number {
  let state = 12_345
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** A project of any size with layers, a few cycles and edges against the layers. */
export function synthesizeGraph(size: number): Graph {
  const random = createRandom()
  const names = Array.from({ length: size }, (_, at) =>
    at < areas.length ? (areas[at] ?? '') : `${areas[at % areas.length]}-${Math.floor(at / areas.length)}`,
  )
  const layerOf = (at: number) => layers[Math.floor((at / size) * layers.length)] ?? 'domain'
  const dependencies: Dependency[] = []
  const link = (from: number, to: number, count: number) => {
    for (let line = 1; line <= count; line += 1) {
      const more = {
        line,
        kind: random() < 0.15 ? ('type' as const) : ('value' as const),
        symbols: [`part${line}`],
      }
      dependencies.push(
        sketchImport(`modules/${names[from]}/index.ts`, `modules/${names[to]}/index.ts`, more),
      )
    }
  }
  for (let at = 0; at < size - 1; at += 1) {
    const uses = 1 + Math.floor(random() * Math.min(8, size / 4))
    for (let use = 0; use < uses; use += 1) {
      const reach = random() < 0.5 ? 12 : size
      const to = Math.min(size - 1, at + 1 + Math.floor(random() * Math.min(reach, size - at - 1)))
      link(at, to, 1 + Math.floor(random() ** 3 * 30))
    }
  }
  for (let back = 0; back < Math.max(1, size / 40); back += 1) {
    const from = 1 + Math.floor(random() * (size - 1))
    link(from, Math.max(0, from - 1 - Math.floor(random() * 6)), 1 + Math.floor(random() * 3))
  }
  const sketches = Object.fromEntries(
    names.map((name, at) => [name, { layer: layerOf(at), owner: `@shop/${layerOf(at)}` }]),
  )
  return sketchGraph(sketches, dependencies, { layers })
}

/** Findings on imports of a graph: as many as asked for, of mixed rule, severity and status. */
export function synthesizeResult(graph: Graph, count: number): CheckResult {
  const rules = ['undeclared-dependency', 'private-import', 'layer-violation', 'module-cycle'] as const
  const findings = Array.from({ length: count }, (_, at): Finding => {
    const one = graph.dependencies[(at * 7) % graph.dependencies.length] as Dependency
    const [from, to] = [graph.moduleOf(one.from)?.name ?? null, graph.moduleOf(one.to ?? '')?.name ?? null]
    return sketchFinding({
      rule: rules[at % rules.length] ?? 'private-import',
      severity: at % 5 === 0 ? 'warn' : 'error',
      status: at % 3 === 0 ? 'new' : at % 17 === 0 ? 'worse' : 'known',
      from: { module: from, file: one.from, line: one.line, column: 1, symbol: one.symbols[0] ?? null },
      to: { module: to, file: one.to },
      message: `${from} uses ${one.symbols[0]} of ${to}, which it must not.`,
      fingerprint: at.toString(16).padStart(16, '0'),
    })
  })
  return sketchResult({
    findings,
    modules: graph.modules.size,
    files: graph.files.size,
    edges: graph.dependencies.length,
  })
}
