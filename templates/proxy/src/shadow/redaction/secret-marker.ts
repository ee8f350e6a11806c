import { createHmac, randomBytes } from 'node:crypto'

/** New with each start, so that nobody finds a short secret by hashing all that it could be. */
const key = randomBytes(32)

/** Stands for a secret. Equal secrets have equal markers as long as this process runs. */
export function secretMarker(secret: string): string {
  return `[redacted ${createHmac('sha256', key).update(secret).digest('hex').slice(0, 8)}]`
}

export function isMarker(text: string): boolean {
  return /^\[redacted [\da-f]{8}\]$/.test(text)
}
