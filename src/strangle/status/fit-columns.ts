const gap = 2
/** Narrower than this, a folded column is a tower. */
const narrowest = 8

/** Widths that fit, the first two columns giving way; never below what can be read, so the line may be longer after all. */
export function fitColumns(natural: readonly number[], columns: number): readonly number[] {
  const [first = 0, second = 0, ...others] = natural
  const room = columns - others.reduce((sum, width) => sum + width + gap, gap)
  if (first + second <= room) return natural
  const half = Math.max(narrowest, Math.floor(room / 2))
  const id = Math.min(first, Math.max(half, room - second))
  return [id, Math.min(second, Math.max(narrowest, room - id)), ...others]
}

/** Lines of at most `width` characters, broken after a separator where there is one, else anywhere. */
export function foldCell(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width) {
    const separator = Math.max(...['/', ' ', '-', '.', '_'].map(mark => rest.lastIndexOf(mark, width - 1)))
    const at = separator > 0 ? separator + 1 : width
    lines.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at)
  }
  return [...lines, rest]
}
