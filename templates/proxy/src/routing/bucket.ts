import { murmurHash } from './murmur-hash.js'

/** Buckets that keys are dealt into: shares have two decimals. */
export const buckets = 10_000

/**
 * The bucket of a key, 0 to 9,999: MurmurHash3 of the key, seeded with MurmurHash3 of the salt, modulo 10,000. Each
 * salt deals the keys in a way of its own.
 */
export function bucketOf(salt: string, key: string): number {
  return murmurHash(key, murmurHash(salt, 0)) % buckets
}

/**
 * Whether a share in percent includes a bucket. A larger share includes all buckets of a smaller one: raising it takes
 * nobody back, and lowering it takes back the last who came.
 */
export function isInShare(bucket: number, share: number): boolean {
  return bucket < Math.round((share * buckets) / 100)
}
