import { renderTable } from '../table.js'
import type { ClassifiedDifferences } from './classify.js'
import type { Comparison, Difference } from './compare.js'

interface ComparisonReport {
  readonly name: string
  readonly comparison: Comparison
  readonly classes: readonly ClassifiedDifferences[]
  readonly failures: ReadonlyMap<string, string>
}

/** Counts, agreement, every class with an example, and in full what is left unexplained. */
export function renderComparison({ name, comparison, classes, failures }: ComparisonReport): string {
  const { ours, theirs, common } = comparison
  const unexplained = classes.filter(({ meaning }) => meaning.right === 'unknown')
  const seen = (side: Difference['side'], total: number) => total - countUnseen(classes, side)
  const comparableOurs = seen('ours', ours)
  const comparableTheirs = seen('theirs', theirs)
  return [
    `# ${name}`,
    renderTable([
      ['pairs', 'ours', 'theirs', 'common', 'common / ours', 'common / theirs'],
      ['all', ours, theirs, common, percent(common, ours), percent(common, theirs)],
      [
        'both can see',
        comparableOurs,
        comparableTheirs,
        common,
        percent(common, comparableOurs),
        percent(common, comparableTheirs),
      ],
    ]),
    renderTable([
      ['difference', 'pair only in', 'count', 'right', 'example'],
      ...classes.flatMap(({ meaning, differences }) =>
        (['ours', 'theirs'] as const).flatMap(side => {
          const found = differences.filter(difference => difference.side === side)
          return found.length === 0 ? [] : [[meaning.name, side, found.length, meaning.right, tell(found[0])]]
        }),
      ),
    ]),
    `Imports of workspace packages that we take for external ones: ${comparison.astray.length}`,
    ...comparison.astray.slice(0, 20).map(({ from, specifier }) => `- \`${from}\` (${specifier})`),
    ...[...failures].map(([folder, message]) => `dependency-cruiser failed on ${folder || '.'}: ${message}`),
    ...unexplained.flatMap(({ differences }) => differences.map(difference => `- ${tell(difference)}`)),
  ].join('\n\n')
}

function countUnseen(classes: readonly ClassifiedDifferences[], side: Difference['side']): number {
  return classes
    .filter(({ meaning }) => !meaning.comparable)
    .flatMap(({ differences }) => differences)
    .filter(difference => difference.side === side).length
}

function tell(difference: Difference | undefined): string {
  if (difference === undefined) return ''
  const { side, from, to, ours, theirs } = difference
  const imports =
    side === 'ours' ? ours.map(item => `${item.form} ${item.specifier}`) : theirs.map(item => item.specifier)
  const others =
    side === 'ours'
      ? theirs.map(item => item.to ?? 'nothing')
      : ours.map(item => `${item.form} ${item.to ?? 'nothing'}${item.external ? ' (external)' : ''}`)
  const unique = (items: readonly string[]) => [...new Set(items)].slice(0, 2).join(', ')
  return `\`${from}\` → \`${to}\` (${unique(imports)}); the other: ${unique(others) || 'no import'}`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)} %`
}
