/** Counts what is at work at once, for each route and in total. */
export interface Slots {
  /** False when the route or the whole is at its limit. */
  readonly take: (route: string, routeLimit: number) => boolean
  readonly give: (route: string) => void
  readonly taken: () => number
}

export function createSlots(totalLimit: number): Slots {
  const byRoute = new Map<string, number>()
  let total = 0
  return {
    take: (route, routeLimit) => {
      const here = byRoute.get(route) ?? 0
      if (total >= totalLimit || here >= routeLimit) return false
      byRoute.set(route, here + 1)
      total += 1
      return true
    },
    give: route => {
      const here = byRoute.get(route) ?? 0
      if (here <= 1) byRoute.delete(route)
      else byRoute.set(route, here - 1)
      total -= 1
    },
    taken: () => total,
  }
}
