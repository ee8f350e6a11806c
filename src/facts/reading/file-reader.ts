import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** Files up to this size fit at once; the memory grows for larger ones and stays so. */
const usualSize = 256 * 1024

/**
 * Reads files below a folder into memory that is used again: what is returned is valid until the next call. Thousands of
 * buffers would keep the garbage collector busy. Throws the system's error for a file that cannot be read.
 */
export function createFileReader(root: string): (path: string) => Buffer {
  let memory = Buffer.allocUnsafeSlow(usualSize)
  return path => {
    const file = openSync(join(root, path), 'r')
    try {
      let length = 0
      for (;;) {
        const count = readSync(file, memory, length, memory.length - length, null)
        length += count
        if (count === 0) return memory.subarray(0, length)
        if (length === memory.length) memory = Buffer.concat([memory], memory.length * 2)
      }
    } finally {
      closeSync(file)
    }
  }
}
