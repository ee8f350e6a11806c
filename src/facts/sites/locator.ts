/** Line and column, both from 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Turns offsets of a text into positions. Reads the text's lines only as far as the furthest offset asked for. */
export function createLocator(text: string): (offset: number) => Position {
  const starts = [0]
  let complete = false
  const extendTo = (offset: number) => {
    while (!complete && (starts.at(-1) as number) <= offset) {
      const next = text.indexOf('\n', starts.at(-1))
      if (next === -1) complete = true
      else starts.push(next + 1)
    }
  }
  return offset => {
    extendTo(offset)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}
