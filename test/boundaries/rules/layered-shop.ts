import type { Rule, RuleContext } from '../../../src/boundaries/rule.js'
import { deriveGraph, type Graph } from '../../../src/graph/index.js'
import type { Config } from '../../../src/kernel/config.js'
import type { Dependency, Kind } from '../../../src/kernel/dependency.js'
import type { Violation } from '../../../src/kernel/finding.js'
import { type ModuleSketch, sketchConfig, sketchDependency, sketchFacts } from '../../graph/shop.js'

/** `orders/a > billing/b charge` is an import of `charge`; files are named without `src/` and `.ts`. */
export type EdgeSketch = string | readonly [edge: string, more: Partial<Dependency>]

export interface ShopSketch {
  readonly edges: readonly EdgeSketch[]
  /** Besides those that the edges name. */
  readonly files?: readonly string[]
  readonly modules?: Readonly<Record<string, Partial<ModuleSketch>>>
  readonly config?: Partial<Config>
  readonly packages?: Graph['packages']
}

const pathOf = (name: string) => `src/${name}.ts`

/** Lines count up from edge to edge, so that each import has a place of its own. */
function drawEdge(sketch: EdgeSketch, index: number): Dependency {
  const [text, more] = typeof sketch === 'string' ? [sketch, {}] : sketch
  const [from = '', , to = '', ...symbols] = text.split(' ')
  const external = to.startsWith('npm:') || to.startsWith('node:')
  const target = external ? to.replace('npm:', '') : pathOf(to)
  return sketchDependency(pathOf(from), target, { line: index + 1, symbols, external, ...more })
}

/** Modules are the folders under `src`, unless told otherwise. */
export function drawShop({ edges, files = [], modules = {}, config, packages = [] }: ShopSketch): {
  readonly graph: Graph
  readonly config: Config
} {
  const dependencies = edges.map(drawEdge)
  const all = new Set(files.map(pathOf))
  for (const { from, to, definedIn, external } of dependencies) {
    for (const file of external ? [from] : [from, to, definedIn]) if (file) all.add(file)
  }
  const names = [...all].map(file => file.split('/')[1] ?? '').filter(name => !name.includes('.'))
  const entries = [...new Set(names)].map(name => [name, { path: `src/${name}`, ...modules[name] }] as const)
  const full = sketchConfig(Object.fromEntries(entries), config)
  const facts = sketchFacts([...all], { dependencies, packages })
  return { graph: deriveGraph(facts, full).graph, config: full }
}

export function contextOf(rule: Rule, sketch: ShopSketch, more: Partial<RuleContext> = {}): RuleContext {
  return {
    ...drawShop(sketch),
    options: {},
    kinds: new Set<Kind>(rule.kinds),
    facades: 'opaque',
    known: () => false,
    idleWaivers: new Set(),
    today: '2026-11-23',
    ...more,
  }
}

/** `orders/a:3 billing charge`: file and line, module or file that is reached, symbol. */
export function tell({ from, to }: Violation): string {
  const short = (path: string | null) => path?.replace(/^src\//, '').replace(/\.ts$/, '')
  return [
    `${short(from.file)}:${from.line}`,
    to.module ?? short(to.file) ?? '-',
    short(from.symbol) ?? '-',
  ].join(' ')
}
