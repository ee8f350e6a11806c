import { createHash } from 'node:crypto'

/** Identity of a content: the hash that git gives the blob, so that commits and files on disk share it. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
