/** Collects texts, each once, and answers with their positions. */
export interface TextTable {
  readonly texts: readonly string[]
  readonly positionOf: (text: string) => number
}

export function createTextTable(): TextTable {
  const texts: string[] = []
  const positions = new Map<string, number>()
  return {
    texts,
    positionOf: text => {
      const known = positions.get(text)
      if (known !== undefined) return known
      positions.set(text, texts.length)
      return texts.push(text) - 1
    },
  }
}
