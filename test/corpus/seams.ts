import path from 'node:path'
import { extractEach } from '../../src/api/extract.js'
import type { Extraction } from '../../src/extract/index.js'
import { renderTable } from './table.js'

/**
 * What would cross the border of every module that another one calls, one table for each checkout: crossings by
 * treatment, what is refused, tables, and what the analysis took.
 *
 *     npm run corpus -- seams <checkout>…
 */
export async function tellSeams(checkouts: readonly string[]): Promise<void> {
  for (const root of checkouts) {
    const rows: string[][] = []
    let began = performance.now()
    for await (const extraction of extractEach({ root, cacheFolder: null })) {
      rows.push([...describe(extraction), `${((performance.now() - began) / 1000).toFixed(1)} s`])
      began = performance.now()
    }
    const memory = Math.round(process.resourceUsage().maxRSS / 1024)
    console.log(`\n${path.basename(path.resolve(root))}: ${rows.length} modules, at most ${memory} MB\n`)
    console.log(renderTable([head, ...rows]))
  }
}

const head = [
  'module',
  'files',
  'in',
  'out',
  'treatments',
  'refused',
  'operations',
  'own tables',
  'others’ tables',
  'transactions',
  'time',
]

function describe(extraction: Extraction): string[] {
  const { module, seam, treatments, refusals, operations, data } = extraction
  const counts = new Map<string, number>()
  for (const { treatment } of treatments) counts.set(treatment, (counts.get(treatment) ?? 0) + 1)
  const crossings = (direction: 'inbound' | 'outbound') =>
    seam[direction].reduce((sum, symbol) => sum + symbol.crossings.filter(({ test }) => !test).length, 0)
  return [
    module.name,
    String(module.files),
    `${seam.inbound.length} at ${crossings('inbound')}`,
    `${seam.outbound.length} at ${crossings('outbound')}`,
    [...counts].map(([treatment, count]) => `${treatment} ${count}`).join(', '),
    String(refusals.length),
    String(operations.length),
    String(data.own.length),
    String(data.foreign.length),
    String(data.transactions.filter(({ tables }) => tables.length > 0).length),
  ]
}
