import type { Place } from '../finding.js'
import type { JsonPath } from './json-path.js'

/** Where the values of a config stand in its text: offsets in UTF-16 units. */
export interface PlaceTree {
  readonly offset: number
  /** Of the name in front of the value; null for items and for the root. */
  readonly keyOffset: number | null
  readonly children: ReadonlyMap<string | number, PlaceTree>
}

/** A config as it stands in its file. */
export interface ConfigText {
  /** Relative to the root, with `/`. */
  readonly file: string
  readonly text: string
  readonly places: PlaceTree
}

/** Place of the value at a path, or of its name; that of the nearest parent when there is none. */
export function locate(config: ConfigText, path: JsonPath, at: 'value' | 'key' = 'value'): Place {
  let node = config.places
  let reached = 0
  for (; reached < path.length; reached++) {
    const next = node.children.get(path[reached] ?? '')
    if (!next) break
    node = next
  }
  const offset = at === 'key' && reached === path.length ? (node.keyOffset ?? node.offset) : node.offset
  return { file: config.file, ...derivePosition(config.text, offset) }
}

/** Line and column from 1 of an offset; lines end with LF, CRLF or CR. */
export function derivePosition(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) {
    const next = ending.index + ending[0].length
    if (next > offset) break
    line++
    start = next
  }
  return { line, column: offset - start + 1 }
}
