/** One more character of a segment's hash; the hash of nothing is 0. */
export function extendHash(hash: number, character: number): number {
  return (Math.imul(hash, 31) + character) | 0
}

/** Finds values by a part of a longer text without cutting the part out, as a `Map` would need. */
export interface SegmentIndex<T> {
  /** The value of `path.slice(from, to)`, whose hash is given. */
  readonly find: (path: string, from: number, to: number, hash: number) => T | undefined
}

interface Entry<T> {
  readonly text: string
  readonly hash: number
  readonly value: T
}

/** A hash table with open addressing, at most half full. */
export function createSegmentIndex<T>(values: ReadonlyMap<string, T>): SegmentIndex<T> {
  let size = 1
  while (size < values.size * 2) size *= 2
  const mask = size - 1
  const slots = new Array<Entry<T> | undefined>(size).fill(undefined)
  for (const [text, value] of values) {
    const hash = hashOf(text)
    let slot = spread(hash) & mask
    while (slots[slot] !== undefined) slot = (slot + 1) & mask
    slots[slot] = { text, hash, value }
  }
  return {
    find: (path, from, to, hash) => {
      let slot = spread(hash) & mask
      for (;;) {
        const entry = slots[slot]
        if (entry === undefined) return undefined
        const same =
          entry.hash === hash && entry.text.length === to - from && path.startsWith(entry.text, from)
        if (same) return entry.value
        slot = (slot + 1) & mask
      }
    },
  }
}

function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = extendHash(hash, text.charCodeAt(at))
  return hash
}

/** Names that count upwards have hashes that do, which would fill whole runs of slots. */
function spread(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1)
  return product ^ (product >>> 15)
}
