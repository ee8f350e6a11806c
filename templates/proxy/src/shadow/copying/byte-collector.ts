import type { ByteBudget } from './byte-budget.js'

/** What became of a chunk: `limit` and `budget` mean that it was kept in part, or not at all. */
export type Kept = 'kept' | 'limit' | 'budget'

export interface ByteCollector {
  readonly add: (chunk: Uint8Array) => Kept
  readonly bytes: () => Buffer
  /** Gives everything back; what comes afterwards is not kept. */
  readonly free: () => void
}

const firstAllocation = 1024

/**
 * Copies chunks into one block that doubles as it fills. Keeping the chunks themselves would be cheaper, but
 * a client that sends single bytes could make each of them hold the whole block that it was read into.
 */
export function createByteCollector(limit: number, budget: ByteBudget): ByteCollector {
  let block: Buffer = Buffer.alloc(0)
  let length = 0
  let room = limit

  function grow(needed: number): boolean {
    if (needed <= block.length) return true
    const size = Math.min(limit, Math.max(needed, firstAllocation, block.length * 2))
    if (!budget.take(size - block.length)) return false
    const larger = Buffer.allocUnsafeSlow(size)
    block.copy(larger, 0, 0, length)
    block = larger
    return true
  }

  return {
    add: chunk => {
      const part = chunk.length > room ? chunk.subarray(0, room) : chunk
      if (!grow(length + part.length)) return 'budget'
      block.set(part, length)
      length += part.length
      room -= part.length
      return part.length < chunk.length ? 'limit' : 'kept'
    },
    bytes: () => block.subarray(0, length),
    free: () => {
      budget.give(block.length)
      block = Buffer.alloc(0)
      length = 0
      room = 0
    },
  }
}
