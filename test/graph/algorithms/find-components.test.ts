import { expect, test } from 'vitest'
import { createAdjacency, type NodePair } from '../../../src/graph/algorithms/adjacency.js'
import { findComponents } from '../../../src/graph/algorithms/find-components.js'
import { createRandom, createRandomGraph, findClosure } from './random-graph.js'

test('two nodes share a component exactly when each reaches the other', () => {
  const random = createRandom(1)
  for (let round = 0; round < 200; round++) {
    const graph = createRandomGraph(random, 1 + Math.floor(random() * 9), random() * 0.4)
    const { of, members } = findComponents(graph)
    const closure = findClosure(graph)
    for (let left = 0; left < graph.size; left++) {
      for (let right = 0; right < graph.size; right++) {
        const together = left === right || (closure[left]?.[right] && closure[right]?.[left])
        expect(of[left] === of[right]).toBe(Boolean(together))
      }
      expect(members[of[left] ?? -1]).toContain(left)
    }
  }
})

test('components that others depend on come first', () => {
  const { of } = findComponents(
    createAdjacency(3, [
      [0, 1],
      [1, 2],
    ]),
  )
  expect([...of]).toEqual([2, 1, 0])
})

test('a chain and a ring of 100,000 nodes need no deeper stack', () => {
  const chain = Array.from({ length: 99_999 }, (_, node): NodePair => [node, node + 1])
  expect(findComponents(createAdjacency(100_000, chain)).members).toHaveLength(100_000)
  expect(findComponents(createAdjacency(100_000, [...chain, [99_999, 0]])).members).toHaveLength(1)
})
