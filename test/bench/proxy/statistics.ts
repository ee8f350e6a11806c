/** Medians, spreads and the tables that show them. */

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** The median of the rounds, and the least and greatest of them: `28.4 (27.9–29.3)`. */
export function withSpread(values: readonly number[], digits: number): string {
  if (values.length === 0) return ''
  const show = (value: number) => value.toFixed(digits)
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`
}

export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Measures each in turn, round by round, and every round another one first; the results by name. */
export async function measureInTurns<T extends { readonly name: string }, Result>(
  items: readonly T[],
  rounds: number,
  measure: (item: T) => Promise<Result>,
): Promise<ReadonlyMap<string, readonly Result[]>> {
  const results = new Map<string, Result[]>(items.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < items.length; at++) {
      const item = items[(at + round) % items.length] as T
      results.get(item.name)?.push(await measure(item))
      process.stderr.write('.')
    }
  }
  process.stderr.write('\n')
  return results
}
