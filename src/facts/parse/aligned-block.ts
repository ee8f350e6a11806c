const gibibyte = 2 ** 30
/** The parser addresses its memory with 32 bits, hence the alignment. */
const alignment = 4 * gibibyte

/** Measures how far the next aligned address lies behind the start of a buffer. */
type OffsetOf = (buffer: Uint8Array) => number

/**
 * Reserves `size` bytes (at most 2 GiB) that start at a multiple of 4 GiB, or returns null where the system does not
 * allow it. Only address space is reserved: pages cost memory once they are written.
 *
 * Node before 22 refuses buffers over 4 GiB, in which an aligned block fits half of the time only. There a spacer
 * moves the next reservation, which the system places right below the last one, to a better address.
 */
export function reserveAlignedBlock(
  size: number,
  offsetOf: OffsetOf,
): { memory: ArrayBuffer; offset: number } | null {
  const spacers: ArrayBuffer[] = []
  for (const length of [6, 4, 4, 4, 4].map(count => count * gibibyte)) {
    try {
      const memory = new ArrayBuffer(length)
      const offset = offsetOf(new Uint8Array(memory))
      if (offset + size <= length) return { memory, offset }
      spacers.push(memory, new ArrayBuffer(alignment - offset + gibibyte / 4))
    } catch {
      // Too large for this version of Node or for this machine: the next size may fit.
    }
  }
  return null
}
