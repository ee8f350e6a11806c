/** A value made of all that survives, the same for the same seed. */
export function randomValue(seed: number, depth = 4): unknown {
  const random = createRandom(seed)
  return makeValue(random, depth)
}

/** Numbers from 0 to below 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number

const leaves: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => undefined,
  random => random() < 0.5,
  random => (random() - 0.5) * 10 ** Math.floor(random() * 40),
  random => [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0][Math.floor(random() * 5)],
  random => BigInt(Math.floor(random() * 2 ** 50)) ** 3n,
  random => String.fromCodePoint(...Array.from({ length: 4 }, () => Math.floor(random() * 0xd7ff))),
  random => new Date((random() - 0.5) * 8e15),
  random => Buffer.from(Array.from({ length: Math.floor(random() * 9) }, () => random() * 256)),
  random => new Float32Array([random(), random()]),
  random => new URL(`https://shop.example/${Math.floor(random() * 99)}?q=%20`),
  random => new RegExp(`a{${Math.floor(random() * 9)}}`, random() < 0.5 ? 'g' : 'iu'),
  random => Symbol.for(`s${Math.floor(random() * 9)}`),
]

function makeValue(random: Random, depth: number): unknown {
  const leaf = leaves[Math.floor(random() * leaves.length)]
  if (depth === 0 || random() < 0.3) return leaf?.(random)
  const parts = Array.from({ length: Math.floor(random() * 4) }, () => makeValue(random, depth - 1))
  const key = () => ['a', 'b c', '$type', '__proto__', '0', ''][Math.floor(random() * 6)] ?? 'z'
  switch (Math.floor(random() * 5)) {
    case 0:
      return parts
    case 1:
      return new Set(parts)
    case 2:
      return new Map(parts.map(part => [makeValue(random, Math.max(depth - 2, 0)), part]))
    case 3:
      return Object.assign(
        Object.create(null),
        Object.fromEntries(parts.map((part, index) => [`k${index}`, part])),
      )
    default:
      return Object.fromEntries(parts.map(part => [key(), part]))
  }
}
