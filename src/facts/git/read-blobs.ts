import { readGit } from './run-git.js'

/** Bytes asked for in one call; a single larger blob gets a call of its own. */
const batchBytes = 32 * 1024 * 1024

/** Sizes of blobs by id; an id that the repository lacks is left out. */
export function measureBlobs(root: string, ids: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  if (ids.length === 0) return sizes
  const output = readGit(root, ['cat-file', '--batch-check'], { input: `${ids.join('\n')}\n` }).toString(
    'utf8',
  )
  for (const row of output.split('\n')) {
    const [id, type, size] = row.split(' ')
    if (id !== undefined && type === 'blob') sizes.set(id, Number(size))
  }
  return sizes
}

/** Contents of blobs of known size, in as few calls as bounded buffers allow. */
export function readBlobs(root: string, sizes: ReadonlyMap<string, number>): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>()
  for (const ids of splitBatches(sizes)) {
    const expected = ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0) + id.length + 64, 0)
    const output = readGit(root, ['cat-file', '--batch'], {
      input: `${ids.join('\n')}\n`,
      maxBytes: expected,
    })
    collectBlobs(output, contents)
  }
  return contents
}

function splitBatches(sizes: ReadonlyMap<string, number>): string[][] {
  const batches: string[][] = []
  let room = 0
  for (const [id, size] of sizes) {
    if (room < size || batches.length === 0) {
      batches.push([])
      room = batchBytes
    }
    batches.at(-1)?.push(id)
    room -= size
  }
  return batches
}

/** Rows of `<id> blob <size>`, a line feed, the content, a line feed. */
function collectBlobs(output: Buffer, contents: Map<string, Buffer>): void {
  let at = 0
  while (at < output.length) {
    const end = output.indexOf(10, at)
    const [id = '', , size] = output.toString('latin1', at, end).split(' ')
    const start = end + 1
    at = start + Number(size)
    contents.set(id, output.subarray(start, at))
    at += 1
  }
}
