import { expect, test } from 'vitest'
import {
  createAdjacency,
  findEdge,
  forEachEdge,
  reverseAdjacency,
} from '../../../src/graph/algorithms/adjacency.js'

const graph = createAdjacency(4, [
  [2, 1],
  [0, 3],
  [2, 0],
  [0, 3],
  [2, 2],
])

test('edges are sorted and kept once', () => {
  const edges: number[][] = []
  forEachEdge(graph, (from, to, edge) => edges.push([from, to, edge]))
  expect(edges).toEqual([
    [0, 3, 0],
    [2, 0, 1],
    [2, 1, 2],
    [2, 2, 3],
  ])
})

test('an edge is found by its ends', () => {
  expect([
    findEdge(graph, 2, 1),
    findEdge(graph, 0, 3),
    findEdge(graph, 1, 2),
    findEdge(graph, 2, 3),
  ]).toEqual([2, 0, -1, -1])
})

test('turned round, each edge remembers its number', () => {
  const reversed = reverseAdjacency(graph)
  const edges: number[][] = []
  forEachEdge(reversed, (from, to, index) => edges.push([to, from, reversed.edges[index] ?? -1]))
  expect(edges.sort((left, right) => (left[2] ?? 0) - (right[2] ?? 0))).toEqual([
    [0, 3, 0],
    [2, 0, 1],
    [2, 1, 2],
    [2, 2, 3],
  ])
})
