import { createAdjacency, findShortestPath, type Graph } from '../graph/index.js'
import type { Dependency } from '../kernel/dependency.js'
import type { PathExplanation, PathStep } from './explanation.js'
import { describeSite } from './sites.js'

/** A file or all files of a module, by the name that the user gave. */
export interface PathEnd {
  readonly name: string
  readonly files: readonly string[]
}

/** The shortest chain of imports between two ends; imports for mocks do not count. */
export function explainPath(graph: Graph, from: PathEnd, to: PathEnd): PathExplanation {
  return { kind: 'path', from: from.name, to: to.name, path: findPath(graph, from.files, to.files) }
}

export function findPath(
  graph: Graph,
  starts: readonly string[],
  goals: readonly string[],
): PathStep[] | null {
  const counted = graph.dependencies.filter(dependency => dependency.kind !== 'mock' && !dependency.external)
  const names = [...new Set([...graph.files.keys(), ...counted.flatMap(({ to }) => to ?? [])])].sort()
  const numbers = new Map(names.map((name, at) => [name, at]))
  const numberOf = (name: string | null) => numbers.get(name ?? '') ?? -1
  const pairs = counted
    .filter(({ to }) => to !== null)
    .map(({ from, to }) => [numberOf(from), numberOf(to)] as const)
  const wanted = new Set(goals.map(numberOf))
  const found = findShortestPath(
    createAdjacency(names.length, pairs),
    starts.map(numberOf).filter(number => number >= 0),
    node => wanted.has(node),
  )
  return (
    found &&
    describeSteps(
      graph,
      counted,
      found.map(number => names[number] ?? ''),
    )
  )
}

function describeSteps(
  graph: Graph,
  dependencies: readonly Dependency[],
  files: readonly string[],
): PathStep[] {
  return files.slice(1).flatMap((to, at) => {
    const from = files[at] ?? ''
    const dependency = dependencies.find(candidate => candidate.from === from && candidate.to === to)
    if (!dependency) return []
    const [fromModule, toModule] = [from, to].map(file => graph.moduleOf(file)?.name ?? null)
    return [
      {
        from,
        to,
        site: describeSite(dependency),
        fromModule: fromModule ?? null,
        toModule: toModule ?? null,
      },
    ]
  })
}
