import { createAdjacency, findComponents } from '../../graph/index.js'

type Arrow = readonly [from: number, to: number]

/** Which arrows lie on a cycle. */
export function findCircular(size: number, arrows: readonly Arrow[]): readonly boolean[] {
  const { of } = findComponents(createAdjacency(size, arrows))
  return arrows.map(([from, to]) => of[from] === of[to])
}
