/** Numbers from 0 to below 1 that are the same in each run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain }

/** A document with objects, arrays and all kinds of scalars, at most `depth` levels deep. */
export function randomJson(random: () => number, depth: number): Plain {
  const kind = Math.floor(random() * (depth === 0 ? 5 : 8))
  if (kind === 0) return null
  if (kind === 1) return random() < 0.5
  if (kind === 2) return Math.floor(random() * 1000) - 500
  if (kind === 3) return random() * 10 ** Math.floor(random() * 20 - 10)
  if (kind === 4) return randomText(random)
  const size = Math.floor(random() * 5)
  if (kind === 5) return Array.from({ length: size }, () => randomJson(random, depth - 1))
  return Object.fromEntries(
    Array.from({ length: size }, (_, at) => [`${at}${randomText(random)}`, randomJson(random, depth - 1)]),
  )
}

export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map(value => ({ value, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value)
}

/** JSON text with all keys in random order and random white space. */
export function shuffledText(value: Plain, random: () => number): string {
  const space = random() < 0.3 ? ' \n\t' : ''
  if (Array.isArray(value))
    return `[${space}${value.map(item => shuffledText(item, random)).join(`${space},`)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) + space
  const members = shuffled(Object.entries(value), random)
  return `{${space}${members.map(([key, item]) => `${JSON.stringify(key)}:${space}${shuffledText(item, random)}`).join(',')}}`
}

function randomText(random: () => number): string {
  const letters = ['a', 'Z', 'é', '"', '\\', '/', '~', '\n', '\u0001', '😀', '*', ' ']
  return Array.from({ length: Math.floor(random() * 6) }, () => letters[Math.floor(random() * 12)]).join('')
}
