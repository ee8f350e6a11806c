/** The lines of a file, null where it cannot be read. */
export type SourceLines = (file: string) => readonly string[] | null

/** Splits each file once, however many findings point into it. */
export function readLines(source: (file: string) => string | null): SourceLines {
  const seen = new Map<string, readonly string[] | null>()
  return file => {
    const known = seen.get(file)
    if (known !== undefined) return known
    const text = source(file)
    const lines = text === null ? null : text.replace(/^\uFEFF/, '').split(/\r\n|[\n\r\u2028\u2029]/)
    seen.set(file, lines)
    return lines
  }
}
