import { describe, expect, it } from 'vitest'
import { bucketOf, buckets, isInShare } from '../../src/routing/bucket.js'
import { chooseSide } from '../../src/routing/choose-side.js'
import { murmurHash } from '../../src/routing/murmur-hash.js'
import { sampleHead, sampleRoute } from './sample-routes.js'

const million = 1_000_000

/** Keys as they are seen: numbers that count up, names, and identifiers that differ in few places. */
const keyAt = (at: number): string =>
  at % 3 === 0
    ? String(at)
    : at % 3 === 1
      ? `user-${at}@example.org`
      : `5f2c-${at.toString(16).padStart(12, '0')}`

/** Bytes as text of half as many UTF-16 units, low byte first. */
const pack = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf16le')

describe('the hash is MurmurHash3', () => {
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['test', 0, 0xba6bd213],
    ['test', 0x9747b28c, 0x704b81dc],
    ['aa', 0x9747b28c, 0x5d211726],
    ['aaaa', 0x9747b28c, 0x5a97808a],
    ['abcd', 0x9747b28c, 0xf0478627],
  ])('of the bytes %j with seed %i', (bytes, seed, hash) => {
    expect(murmurHash(pack(bytes), seed)).toBe(hash)
  })
})

it('buckets stay what they are: a change here deals all users of all routes anew', () => {
  const dealt = ['', 'a', 'user-1', 'Zoë', '🙂'].map(key => bucketOf('checkout', key))
  expect(dealt).toEqual([265, 4758, 948, 8385, 628])
})

describe('moving the share', () => {
  const route = sampleRoute({ mode: 'canary', share: 0 })
  const sideAt = (share: number, key: string) =>
    chooseSide(route, { mode: 'canary', share, killed: false, halted: null }, sampleHead({ address: key }))
      .side

  const shares = [0, 0.01, 1, 5, 12.34, 50, 99.99, 100]

  it('up takes none of a million keys back', () => {
    let flips = 0
    let moved = 0
    for (let at = 0; at < million; at++) {
      const key = keyAt(at)
      let before = 'legacy'
      for (const share of shares) {
        const side = sideAt(share, key)
        if (before === 'new' && side === 'legacy') flips++
        if (before !== side) moved++
        before = side
      }
    }
    expect({ flips, moved }).toEqual({ flips: 0, moved: million })
  })

  it('down brings none of a million keys over', () => {
    let flips = 0
    let moved = 0
    for (let at = 0; at < million; at++) {
      const key = keyAt(at)
      let before = 'new'
      for (const share of [...shares].reverse()) {
        const side = sideAt(share, key)
        if (before === 'legacy' && side === 'new') flips++
        if (before !== side) moved++
        before = side
      }
    }
    expect({ flips, moved }).toEqual({ flips: 0, moved: million })
  })

  it('by a hundredth of a percent moves one bucket', () => {
    for (let share = 0; share < buckets; share++) {
      const included = isInShare(share, share / 100)
      const next = isInShare(share, (share + 1) / 100)
      if (included || !next) expect.fail(`bucket ${share}`)
    }
  })
})

describe('a share of a million keys', () => {
  it.each(['a', 'get.users._id', 'checkout-2'])('is right within 0.2 points, with the salt %s', salt => {
    const dealt = Array.from({ length: million }, (_, at) => bucketOf(salt, keyAt(at)))
    for (const share of [1, 5, 12.34, 50]) {
      const taken = dealt.filter(bucket => isInShare(bucket, share)).length
      expect(Math.abs((taken / million) * 100 - share)).toBeLessThan(0.2)
    }
  })

  it('of 0 % takes nobody and of 100 % everybody', () => {
    for (let bucket = 0; bucket < buckets; bucket++) {
      if (isInShare(bucket, 0) || !isInShare(bucket, 100)) expect.fail(`bucket ${bucket}`)
    }
  })

  it('is spread evenly over all buckets', () => {
    const counts = new Array<number>(buckets).fill(0)
    for (let at = 0; at < million; at++) {
      const bucket = bucketOf('r', keyAt(at))
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    const expected = million / buckets
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 9,999 degrees of freedom: mean 9,999, standard deviation 141.
    expect(Math.abs(chiSquare - 9999)).toBeLessThan(5 * 141)
  })
})

describe('different salts', () => {
  const salts = ['a', 'b', 'aa', 'get.users', 'get.users._id', 'put.users._id', '1', '2']

  it('deal the same keys independently', () => {
    const dealt = salts.map(salt => Array.from({ length: 100_000 }, (_, at) => bucketOf(salt, keyAt(at))))
    for (const [one, left] of dealt.entries()) {
      for (const right of dealt.slice(one + 1)) {
        expect(Math.abs(correlation(left, right))).toBeLessThan(0.02)
        const both = left.filter((bucket, at) => bucket < 1000 && (right[at] ?? 0) < 1000).length
        expect(Math.abs(both / left.length - 0.01)).toBeLessThan(0.002)
      }
    }
  })
})

function correlation(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [leftMean, rightMean] = [mean(left), mean(right)]
  let product = 0
  let leftSquare = 0
  let rightSquare = 0
  for (const [at, value] of left.entries()) {
    const [x, y] = [value - leftMean, (right[at] ?? 0) - rightMean]
    product += x * y
    leftSquare += x * x
    rightSquare += y * y
  }
  return product / Math.sqrt(leftSquare * rightSquare)
}
