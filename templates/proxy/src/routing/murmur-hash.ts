/**
 * MurmurHash3 (x86, 32 bits; A. Appleby, public domain) of a text's UTF-16 units, low byte first. A text of n units is
 * the same as 2n bytes to any other implementation. Unsigned.
 */
export function murmurHash(text: string, seed: number): number {
  let hash = seed | 0
  const pairs = text.length & ~1
  for (let at = 0; at < pairs; at += 2) {
    hash ^= scramble(text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16))
    hash = (hash << 13) | (hash >>> 19)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  if (pairs < text.length) hash ^= scramble(text.charCodeAt(pairs))
  return finish(hash ^ (text.length * 2))
}

function scramble(block: number): number {
  const product = Math.imul(block, 0xcc9e2d51)
  return Math.imul((product << 15) | (product >>> 17), 0x1b873593)
}

function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
