import { describe, expect, test } from 'vitest'
import { orderMatrix } from '../../../src/report/html/matrix-order.js'

const arrow = (from: number, to: number, weight = 1) => ({ from, to, weight })
const noLayers = (size: number) => Array.from({ length: size }, () => null)

/** Arrows from an earlier to a later place: those above the diagonal. */
function against(order: readonly number[], arrows: readonly { from: number; to: number }[]) {
  const place = new Map(order.map((node, at) => [node, at]))
  return arrows.filter(({ from, to }) => (place.get(from) ?? 0) < (place.get(to) ?? 0))
}

describe('order of the matrix', () => {
  test('what is used comes before what uses it', () => {
    const arrows = [arrow(0, 1), arrow(1, 2), arrow(0, 3), arrow(3, 2)]
    const order = orderMatrix(noLayers(4), arrows)
    expect([...order].sort()).toEqual([0, 1, 2, 3])
    expect(against(order, arrows)).toEqual([])
  })

  test('of a cycle the lightest arrow stands above the diagonal', () => {
    const arrows = [arrow(0, 1, 30), arrow(1, 2, 20), arrow(2, 0, 1), arrow(3, 0, 5)]
    expect(against(orderMatrix(noLayers(4), arrows), arrows)).toEqual([arrow(2, 0, 1)])
  })

  test('where everything uses everything, those that use more than they are used come last', () => {
    const arrows = [0, 1, 2, 3].flatMap(from =>
      [0, 1, 2, 3].filter(to => to !== from).map(to => arrow(from, to, from < to ? 10 : 1)),
    )
    expect(orderMatrix(noLayers(4), arrows)).toEqual([3, 2, 1, 0])
  })

  test('inner layers come first, and what goes against the layers stands above the diagonal', () => {
    const ranks = [0, 2, 1, 2]
    const arrows = [arrow(0, 2, 1), arrow(2, 1, 1), arrow(1, 0, 50), arrow(3, 2, 40)]
    const order = orderMatrix(ranks, arrows)
    expect(order.map(node => ranks[node])).toEqual([2, 2, 1, 0])
    expect(against(order, arrows)).toEqual([arrow(1, 0, 50), arrow(3, 2, 40)])
  })

  test('a module of no layer stands where its dependencies put it', () => {
    const ranks = [0, 1, null, null]
    const arrows = [arrow(0, 2), arrow(1, 2), arrow(3, 0)]
    expect(orderMatrix(ranks, arrows)).toEqual([2, 1, 0, 3])
  })

  test('layers hold although a module of no layer leads from the inner to the outer one', () => {
    const ranks = [0, 1, null]
    const arrows = [arrow(1, 2), arrow(2, 0)]
    const order = orderMatrix(ranks, arrows)
    expect(order.indexOf(1)).toBeLessThan(order.indexOf(0))
    expect(against(order, arrows)).toHaveLength(1)
  })

  test('every module has one place, a thousand in one cycle too', () => {
    const size = 1_000
    const ring = Array.from({ length: size }, (_, at) => arrow(at, (at + 1) % size, 2))
    const order = orderMatrix(noLayers(size), ring)
    expect(new Set(order).size).toBe(size)
    expect(against(order, ring)).toHaveLength(1)
  })

  test('nothing is an empty order', () => {
    expect(orderMatrix([], [])).toEqual([])
  })
})
