import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'
import { amount } from '../text/amount.js'

/** The steps to a database of its own. The SQL stands in the JSON, where a program can take it. */
export function describeDataPlan({ dataPlan }: Extraction): Section {
  const rows = dataPlan.steps.map(({ title, blockers, tasks, sql, check }, at) => [
    `${at + 1}. ${title}`,
    blockers.map(({ text, places }) => `${text} (${amount(places.length, 'place')})`).join('; '),
    tasks.join(' '),
    sql.length,
    check.text,
  ])
  return {
    id: 'data-plan',
    title: rows.length === 0 ? 'No data has to move' : 'From shared tables to a database of its own',
    lead: dataPlan.note === null ? [] : [dataPlan.note],
    table: { head: ['step', 'blocked by', 'to do', 'statements', 'check'], rows },
    tone: 'plain',
  }
}
