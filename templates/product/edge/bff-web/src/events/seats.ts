/** How many streams each user has open in this process. */
export interface Seats {
  /** Gives the seat back; null where all are taken. */
  readonly take: (userId: string) => (() => void) | null
}

export function createSeats(limit: number): Seats {
  const taken = new Map<string, number>()
  return {
    take: userId => {
      const count = taken.get(userId) ?? 0
      if (count >= limit) return null
      taken.set(userId, count + 1)
      return () => {
        const left = (taken.get(userId) ?? 1) - 1
        if (left === 0) taken.delete(userId)
        else taken.set(userId, left)
      }
    },
  }
}
