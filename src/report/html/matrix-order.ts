import { createAdjacency, findComponents } from '../../graph/index.js'

/** A dependency between the positions of two modules. */
export interface WeightedArrow {
  readonly from: number
  readonly to: number
  readonly weight: number
}

/** Heavier than any number of imports. */
const barrierWeight = 1e12

/**
 * Order of modules in a dependency matrix: what is depended upon comes first, so that with rows for users and
 * columns for what they use everything lies below the diagonal, and what lies above it is part of a cycle or
 * goes against the layers. `ranks` are positions of layers from outer to inner, null for a module of no layer.
 */
export function orderMatrix(
  ranks: readonly (number | null)[],
  arrows: readonly WeightedArrow[],
): readonly number[] {
  const size = ranks.length
  const kept = arrows.filter(({ from, to }) => from !== to && !opposesLayers(ranks[from], ranks[to]))
  const all = [...kept, ...barriers(ranks)]
  const total = all.reduce((most, { from, to }) => Math.max(most, from + 1, to + 1), size)
  const { members } = findComponents(
    createAdjacency(
      total,
      all.map(({ from, to }) => [from, to]),
    ),
  )
  return members
    .flatMap(component => (component.length === 1 ? component : orderCycle(component, all)))
    .filter(node => node < size)
}

const opposesLayers = (from: number | null | undefined, to: number | null | undefined): boolean =>
  typeof from === 'number' && typeof to === 'number' && from > to

/** Nodes between neighbouring layers, through which every outer module depends on every inner one. */
function barriers(ranks: readonly (number | null)[]): readonly WeightedArrow[] {
  const used = [...new Set(ranks.filter(rank => rank !== null))].sort((a, b) => a - b)
  return used.slice(1).flatMap((inner, at) => {
    const barrier = ranks.length + at
    const outer = used[at]
    const chain = at > 0 ? [{ from: barrier - 1, to: barrier, weight: barrierWeight }] : []
    const sides = ranks.flatMap((rank, node) => {
      if (rank === outer) return [{ from: node, to: barrier, weight: barrierWeight }]
      return rank === inner ? [{ from: barrier, to: node, weight: barrierWeight }] : []
    })
    return [...chain, ...sides]
  })
}

/**
 * Orders the nodes of a cycle so that little weight points against it: the greedy heuristic of Eades, Lin and Smyth
 * (A fast and effective heuristic for the feedback arc set problem, Information Processing Letters 47, 1993), read
 * backwards, so that the most used come first. Quadratic in the size of the cycle.
 */
function orderCycle(component: readonly number[], arrows: readonly WeightedArrow[]): readonly number[] {
  const open = new Set(component)
  const inside = arrows.filter(({ from, to }) => open.has(from) && open.has(to))
  const touching = new Map<number, WeightedArrow[]>(component.map(node => [node, []]))
  const out = new Map(component.map(node => [node, 0]))
  const into = new Map(component.map(node => [node, 0]))
  const add = (sums: Map<number, number>, node: number, weight: number) =>
    sums.set(node, (sums.get(node) ?? 0) + weight)
  for (const arrow of inside) {
    touching.get(arrow.from)?.push(arrow)
    touching.get(arrow.to)?.push(arrow)
    add(out, arrow.from, arrow.weight)
    add(into, arrow.to, arrow.weight)
  }
  const users: number[] = []
  const used: number[] = []
  while (open.size > 0) {
    const node = chooseNext(open, out, into)
    if ((out.get(node) ?? 0) === 0) used.push(node)
    else users.push(node)
    open.delete(node)
    for (const { from, to, weight } of touching.get(node) ?? []) {
      if (to === node) add(out, from, -weight)
      else add(into, to, -weight)
    }
  }
  return [...used, ...users.reverse()]
}

/** A node that uses nothing any more, else the one that most of all uses rather than is used. */
function chooseNext(open: ReadonlySet<number>, out: Map<number, number>, into: Map<number, number>): number {
  let best = -1
  let bestGain = -Infinity
  for (const node of open) {
    const uses = out.get(node) ?? 0
    if (uses === 0) return node
    const gain = uses - (into.get(node) ?? 0)
    if (gain > bestGain) {
      best = node
      bestGain = gain
    }
  }
  return best
}
