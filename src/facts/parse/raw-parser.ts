import { platform } from 'node:os'
import { getBufferOffset, parseRawSync, rawTransferSupported } from 'oxc-parser/src-js/bindings.js'
import {
  ACTIVE_SIZE,
  BLOCK_SIZE,
  BUFFER_SIZE,
  COMMENTS_LEN_OFFSET,
  DATA_POINTER_POS_32,
  PROGRAM_OFFSET,
} from 'oxc-parser/src-js/generated/constants.js'
import { deserialize } from 'oxc-parser/src-js/generated/deserialize/ts.js'
import { reserveAlignedBlock } from './aligned-block.js'
import type { Parser } from './parsed-source.js'

/** Where a program holds its lists and their lengths, in bytes from its start; probed before use. */
const directivesLength = 88 + 8
const bodyStart = 112
const bodyLength = bodyStart + 8
/** An entry of a list of statements: what it is, and where the node is, which starts with its own start and end. */
const entrySize = 16
const nodePosition = 8
const hidden = [directivesLength, bodyLength, COMMENTS_LEN_OFFSET]

/**
 * A parser that leaves the syntax tree in native memory and reads only the module record from it: about ten times
 * faster than the public interface, which serialises every tree. Null where the platform does not allow it;
 * see docs/decisions/0002-raw-parser.md.
 */
export function openRawParser(): Parser | null {
  if (platform() === 'win32' || !rawTransferSupported()) return null
  const reserved = reserveAlignedBlock(BLOCK_SIZE, getBufferOffset)
  if (reserved === null) return null
  const parse = rawParserIn(reserved.memory, reserved.offset)
  return understandsLayout(parse) ? parse : null
}

function rawParserIn(memory: ArrayBuffer, offset: number): Parser {
  const block = new Uint8Array(memory, offset, BLOCK_SIZE)
  const int32 = new Int32Array(memory, offset, BUFFER_SIZE / 4)
  const buffer = Object.assign(new Uint8Array(memory, offset, BUFFER_SIZE), {
    int32,
    float64: new Float64Array(memory, offset, BUFFER_SIZE / 8),
  })
  return (text, bytes, dialect) => {
    const start = (ACTIVE_SIZE - bytes.length) & ~15
    block.set(bytes, start)
    parseRawSync('source', block, start, bytes.length, { ...dialect, astType: 'ts' })
    const program = ((int32[DATA_POINTER_POS_32] ?? 0) + PROGRAM_OFFSET) >> 2
    const lengths = hidden.map(position => int32[program + (position >> 2)] ?? 0)
    const read = (visible: (position: number) => boolean) => {
      hidden.forEach((position, index) => {
        int32[program + (position >> 2)] = visible(position) ? (lengths[index] ?? 0) : 0
      })
      return deserialize(buffer, text, start, bytes.length)
    }
    /** Moves the statements that hold one of the offsets to the front of the list and cuts off the rest; ASCII only. */
    const keepStatements = (offsets: readonly number[]) => {
      const list = (int32[program + (bodyStart >> 2)] ?? 0) >> 2
      const length = lengths[1] ?? 0
      let kept = 0
      // What stands before a statement, such as a decorator, belongs to it.
      let start = 0
      for (let at = 0; at < length; at++) {
        const entry = list + at * (entrySize >> 2)
        const node = (int32[entry + (nodePosition >> 2)] ?? 0) >> 2
        const end = int32[node + 1] ?? 0
        if (offsets.some(offset => offset >= start && offset < end)) {
          int32.copyWithin(list + kept * (entrySize >> 2), entry, entry + (entrySize >> 2))
          kept++
        }
        start = end
      }
      lengths[1] = kept
    }
    const { module, errors } = read(() => false)
    return {
      module,
      errors,
      program: offsets => {
        if (offsets !== null && text.length === bytes.length) keepStatements(offsets)
        return read(position => position !== COMMENTS_LEN_OFFSET).program
      },
      comments: () => read(position => position === COMMENTS_LEN_OFFSET).comments,
    }
  }
}

/** The layout belongs to one version of the parser: a sample shows that it still is the one expected here. */
function understandsLayout(parse: Parser): boolean {
  const text = `'use strict'\nimport { a } from './b' // note\nexport const c = a`
  const parsed = parse(text, Buffer.from(text), { lang: 'ts' })
  return (
    parsed.module.staticImports[0]?.moduleRequest.value === './b' &&
    parsed.errors.length === 0 &&
    parsed.program(null).body.length === 3 &&
    parsed.comments()[0]?.value === ' note' &&
    parsed
      .program([text.indexOf('export')])
      .body.map(({ start }) => start)
      .join() === `0,${text.indexOf('export')}`
  )
}
