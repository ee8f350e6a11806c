import { expect, test } from 'vitest'
import {
  type Adjacency,
  createAdjacency,
  findEdge,
  forEachEdge,
  type NodePair,
} from '../../../src/graph/algorithms/adjacency.js'
import { findComponents } from '../../../src/graph/algorithms/find-components.js'
import { findCut } from '../../../src/graph/algorithms/find-cut.js'
import { improveOrder } from '../../../src/graph/algorithms/improve-order.js'
import { isSmallestCut } from '../../../src/graph/algorithms/is-smallest-cut.js'
import { orderByRank } from '../../../src/graph/algorithms/order-by-rank.js'
import { orderExactly } from '../../../src/graph/algorithms/order-exactly.js'
import { orderGreedily } from '../../../src/graph/algorithms/order-greedily.js'
import {
  positionsOf,
  type WeightedGraph,
  weighBackEdges,
} from '../../../src/graph/algorithms/weighted-graph.js'
import { createRandom, createRandomGraph, findClosure } from './random-graph.js'

/** The least weight that leaves no cycle, by trying every set of edges. */
function findLeastWeight(graph: Adjacency, weights: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY
  for (let set = 0; set < 2 ** graph.targets.length; set++) {
    const weight = weights.reduce((sum, each, edge) => (set & (1 << edge) ? sum + each : sum), 0)
    if (weight < least && isAcyclic(graph, edge => Boolean(set & (1 << edge)))) least = weight
  }
  return least
}

function isAcyclic(graph: Adjacency, isCut: (edge: number) => boolean): boolean {
  return findClosure(withoutEdges(graph, isCut)).every((row, node) => !row[node])
}

function withoutEdges(graph: Adjacency, isCut: (edge: number) => boolean): Adjacency {
  const pairs: NodePair[] = []
  forEachEdge(graph, (from, to, edge) => {
    if (!isCut(edge)) pairs.push([from, to])
  })
  return createAdjacency(graph.size, pairs)
}

test('small graphs are cut at the least weight, free edges on cycles included', () => {
  const random = createRandom(3)
  for (let round = 0; round < 60; round++) {
    const graph = createRandomGraph(random, 4, 0.2 + random() * 0.5)
    if (graph.targets.length > 11) continue
    const weights = Array.from(graph.targets, () => Math.floor(random() * 4))
    const cut = findCut(graph, weights)
    const closure = findClosure(graph)
    expect(cut.exact).toBe(true)
    expect(isAcyclic(graph, edge => cut.edges.includes(edge))).toBe(true)
    expect(cut.edges.reduce((sum, edge) => sum + (weights[edge] ?? 0), 0)).toBe(
      findLeastWeight(graph, weights),
    )
    forEachEdge(graph, (from, to, edge) => {
      const onCycle = from === to || Boolean(closure[to]?.[from])
      if (weights[edge] === 0) expect(cut.edges.includes(edge)).toBe(onCycle)
      else if (!onCycle) expect(cut.edges).not.toContain(edge)
    })
  }
})

/** A ring through all nodes keeps it in one component; further edges at random. */
function createTangle(random: () => number, size: number, extra: number): WeightedGraph {
  const pairs = Array.from({ length: size }, (_, node): NodePair => [node, (node + 1) % size])
  for (let count = 0; count < extra; count++) {
    const from = Math.floor(random() * size)
    pairs.push([from, (from + 1 + Math.floor(random() * (size - 1))) % size])
  }
  const graph = createAdjacency(size, pairs)
  return {
    graph,
    weights: Float64Array.from(graph.targets, () => 1 + Math.floor(random() * 3)),
    edges: Int32Array.from(graph.targets.keys()),
  }
}

test('improved orders come close to the exact one, and a proof of smallness is never wrong', () => {
  const random = createRandom(4)
  const sums = { exact: 0, improved: 0, proven: 0 }
  for (let round = 0; round < 60; round++) {
    const part = createTangle(random, 9, 12)
    const least = weighBackEdges(part, positionsOf(orderExactly(part)))
    for (const start of [orderByRank(part), orderGreedily(part)]) {
      const order = improveOrder(part, start, 100_000)
      const weight = weighBackEdges(part, positionsOf(order))
      expect([...order].sort((left, right) => left - right)).toEqual(
        [...part.graph.targets.keys()].slice(0, 9),
      )
      expect(weight).toBeGreaterThanOrEqual(least)
      expect(weight).toBeLessThanOrEqual(weighBackEdges(part, positionsOf(start)))
      if (isSmallestCut(part, order)) {
        sums.proven++
        expect(weight).toBe(least)
      }
      sums.exact += least
      sums.improved += weight
    }
  }
  expect(sums.improved / sums.exact).toBeLessThan(1.05)
  expect(sums.proven).toBeGreaterThan(20)
})

test('a layered graph with a few edges turned round loses about as many', () => {
  const random = createRandom(5)
  const pairs: NodePair[] = []
  const names = Array.from({ length: 400 }, (_, node) => node).sort(() => random() - 0.5)
  for (let count = 0; count < 2_000; count++) {
    const layer = Math.floor(random() * 19)
    const upper = names[layer * 20 + Math.floor(random() * 20)] ?? 0
    const lower = names[(layer + 1) * 20 + Math.floor(random() * 20)] ?? 0
    pairs.push(count % 100 === 0 ? [lower, upper] : [upper, lower])
  }
  const graph = createAdjacency(400, pairs)
  const cut = findCut(graph, new Float64Array(graph.targets.length).fill(1))
  expect(cut.edges.length).toBeLessThanOrEqual(20)
  expect(findComponents(withoutEdges(graph, edge => cut.edges.includes(edge))).members).toHaveLength(400)
})

test('no edge of a large cut could stay', () => {
  const part = createTangle(createRandom(6), 60, 120)
  const cut = findCut(part.graph, part.weights)
  for (const spared of cut.edges) {
    const rest = withoutEdges(part.graph, edge => edge !== spared && cut.edges.includes(edge))
    expect(findComponents(rest).members.length).toBeLessThan(60)
  }
})

test('the same graph is cut the same way every time', () => {
  const part = createTangle(createRandom(7), 80, 200)
  expect(findCut(part.graph, part.weights)).toEqual(findCut(part.graph, part.weights))
})

test('the lightest edge of a ring goes, however long the ring', () => {
  const ring = createAdjacency(
    50_000,
    Array.from({ length: 50_000 }, (_, node): NodePair => [node, (node + 1) % 50_000]),
  )
  const weights = new Float64Array(50_000).fill(3)
  const lightest = findEdge(ring, 31_415, 31_416)
  weights[lightest] = 2
  expect(findCut(ring, weights)).toEqual({ edges: [lightest], exact: true })
})
