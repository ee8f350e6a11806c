import { expect, test } from 'vitest'
import {
  type Adjacency,
  createAdjacency,
  findEdge,
  reverseAdjacency,
} from '../../../src/graph/algorithms/adjacency.js'
import { createPathFinder } from '../../../src/graph/algorithms/create-path-finder.js'
import { findDistances } from '../../../src/graph/algorithms/find-distances.js'
import { findShortestPath } from '../../../src/graph/algorithms/find-shortest-path.js'
import { createRandom, createRandomGraph } from './random-graph.js'

/** All simple paths, the shortest and then the least first. */
function listPaths(graph: Adjacency, from: number, to: number, before: readonly number[] = []): number[][] {
  const path = [...before, from]
  if (from === to) return [path]
  const paths: number[][] = []
  for (let next = 0; next < graph.size; next++) {
    if (!path.includes(next) && findEdge(graph, from, next) !== -1)
      paths.push(...listPaths(graph, next, to, path))
  }
  return paths.sort((left, right) => left.length - right.length || left.join().localeCompare(right.join()))
}

test('the path is the least of the shortest ones, and its length the distance', () => {
  const random = createRandom(2)
  for (let round = 0; round < 200; round++) {
    const graph = createRandomGraph(random, 6, 0.1 + random() * 0.3)
    const expected = listPaths(graph, 0, 5)[0] ?? null
    expect(findShortestPath(graph, [0], node => node === 5)).toEqual(expected)
    expect(createPathFinder(graph)(0, 5)).toEqual(expected)
    expect(findDistances(graph, [0])[5]).toBe(expected === null ? -1 : expected.length - 1)
    expect(findDistances(reverseAdjacency(graph), [5])[0]).toBe(expected === null ? -1 : expected.length - 1)
  }
})

test('of several starts and goals the nearest two are joined', () => {
  const graph = createAdjacency(6, [
    [0, 1],
    [1, 2],
    [2, 5],
    [3, 4],
  ])
  expect(findShortestPath(graph, [0, 3], node => node >= 4)).toEqual([3, 4])
})

test('a start that is a goal is a path of its own', () => {
  expect(findShortestPath(createAdjacency(1, []), [0], () => true)).toEqual([0])
})

test('a closed node is reached but not passed', () => {
  const graph = createAdjacency(3, [
    [0, 1],
    [1, 2],
  ])
  expect([...findDistances(graph, [0], node => node !== 1)]).toEqual([0, 1, -1])
})

test('searches from both ends find the same path as one from the start, question after question', () => {
  const graph = createRandomGraph(createRandom(8), 80, 0.03)
  const find = createPathFinder(graph)
  for (let from = 0; from < 80; from++) {
    for (let to = 0; to < 80; to++) {
      expect(find(from, to)).toEqual(findShortestPath(graph, [from], node => node === to))
    }
  }
})
