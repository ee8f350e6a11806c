import { createAdjacency, findComponents } from '../../graph/index.js'

export interface Arrow {
  readonly from: number
  readonly to: number
  /** Whether any of it is a value; types, mocks and assets alone neither close nor join a cycle. */
  readonly running: boolean
}

/** Cycles of what runs, as the cycle rules see them. */
export interface Cycles {
  /** Cycle of each node, null outside of any. */
  readonly of: readonly (number | null)[]
  readonly isCircular: (arrow: Arrow) => boolean
}

export function findCycles(size: number, arrows: readonly Arrow[]): Cycles {
  const running = arrows.filter(arrow => arrow.running)
  const pairs = running.map(({ from, to }) => [from, to] as const)
  const components = findComponents(createAdjacency(size, pairs))
  const of = Array.from(components.of, component =>
    (components.members[component]?.length ?? 0) > 1 ? component : null,
  )
  return {
    of,
    isCircular: ({ from, to, running }) => running && of[from] !== null && of[from] === of[to],
  }
}
