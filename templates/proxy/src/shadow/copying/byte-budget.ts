/** Bytes that all copies of all routes may hold together. */
export interface ByteBudget {
  /** False, and nothing taken, when less than that is left. */
  readonly take: (bytes: number) => boolean
  readonly give: (bytes: number) => void
}

export function createByteBudget(limit: number): ByteBudget {
  let held = 0
  return {
    take: bytes => {
      if (held + bytes > limit) return false
      held += bytes
      return true
    },
    give: bytes => {
      held -= bytes
    },
  }
}
