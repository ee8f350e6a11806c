import { readFileSync } from 'node:fs'
import path from 'node:path'
import { extract } from '../../src/api/extract.js'
import type { Extraction } from '../../src/extract/index.js'
import { compareTreatments } from './lists/compare-treatments.js'
import { type ListedModule, readList } from './lists/listed.js'
import { matchRows } from './lists/match-rows.js'
import { renderComparison } from './lists/render-comparison.js'
import { flattenReport } from './lists/reported.js'

/**
 * `compare-lists <checkout> <list> [<report>]`: what `extract` reports beside a list that was made from the code alone. A
 * report that is given, as `extract --format json` writes it, is taken as it is; else the module is looked at now.
 */
export async function compareLists([checkout = '.', at = '', report]: readonly string[]): Promise<void> {
  const list = readList(at)
  const extraction = report === undefined ? await look(checkout, list) : readReport(report)
  const counted = list.rows.filter(({ optional }) => !optional)
  const matching = matchRows(counted, flattenReport(extraction))
  console.log(
    renderComparison({
      list,
      extraction,
      matching,
      treatments: compareTreatments(list, matching, extraction),
    }),
  )
}

function look(checkout: string, { root, module }: ListedModule): Promise<Extraction> {
  return extract({ root: path.join(checkout, root), module, cacheFolder: null })
}

function readReport(at: string): Extraction {
  return JSON.parse(readFileSync(at, 'utf8'))
}
