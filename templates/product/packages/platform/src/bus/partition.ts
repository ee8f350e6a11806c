import { createHash } from 'node:crypto'

/** Where events of a key go; the same for all processes, so that their order is kept. */
export function derivePartition(key: string, partitions: number): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % partitions
}

/** `shop.events.users.UserSignedUp.3`. */
export function subjectOf(product: string, type: string, partition: number): string {
  return `${product}.events.${type}.${partition}`
}
