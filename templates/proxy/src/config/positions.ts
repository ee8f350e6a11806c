/** A place in a text, both numbers from 1; a column counts UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds line and column of offsets in a text; each takes a search among the lines. */
export function createPositions(text: string): (offset: number) => Position {
  const starts = [0]
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length)
  return offset => {
    let first = 0
    let last = starts.length - 1
    while (first < last) {
      const middle = Math.ceil((first + last) / 2)
      if ((starts[middle] ?? 0) <= offset) first = middle
      else last = middle - 1
    }
    return { line: first + 1, column: offset - (starts[first] ?? 0) + 1 }
  }
}
