import type { Extraction } from '../../extract/catalogues.js'
import type { Report } from '../document/section.js'
import { amount } from '../text/amount.js'
import { describeAsynchrony } from './describe-asynchrony.js'
import { describeBudget, describeRepeatedCalls } from './describe-chattiness.js'
import { describeTables, describeTies, describeTransactions } from './describe-data.js'
import { describeEntryPoints } from './describe-entry-points.js'
import { describeDataPlan } from './describe-data-plan.js'
import { describeInversions } from './describe-inversions.js'
import { describeLifecycles } from './describe-lifecycles.js'
import { describeLosses, describeNotes } from './describe-losses.js'
import { describeNext } from './describe-next.js'
import { describeOperations } from './describe-operations.js'
import { describeProblems } from './describe-problems.js'
import { describeProcessWide } from './describe-process-wide.js'
import { describeRefusals } from './describe-refusals.js'
import { describeSymbols } from './describe-symbols.js'
import { describeTreatments } from './describe-treatments.js'
import { describeUnfollowed } from './describe-unfollowed.js'

/** What it would take to take a module out, in words. */
export function describeExtraction(extraction: Extraction): Report {
  const { name, path } = extraction.module
  return {
    title: `${name} (${path === '' ? '.' : path}): what it would take to extract it`,
    summary: summarize(extraction),
    sections: [
      describeTreatments(extraction),
      describeRefusals(extraction),
      describeOperations(extraction),
      describeEntryPoints(extraction),
      describeAsynchrony(extraction),
      describeRepeatedCalls(extraction),
      describeBudget(extraction),
      describeInversions(extraction),
      describeProcessWide(extraction),
      describeUnfollowed(extraction),
      describeLifecycles(extraction),
      describeTables(extraction),
      describeTies(extraction),
      describeTransactions(extraction),
      describeDataPlan(extraction),
      describeLosses(extraction),
      describeSymbols(extraction, 'inbound'),
      describeSymbols(extraction, 'outbound'),
      describeNotes(extraction),
      describeProblems(extraction),
    ],
    next: describeNext(extraction),
  }
}

function summarize({ seam, refusals, operations, module }: Extraction): readonly string[] {
  const crossings = (direction: 'inbound' | 'outbound') =>
    seam[direction].reduce((sum, symbol) => sum + symbol.crossings.filter(({ test }) => !test).length, 0)
  if (seam.inbound.length === 0 && seam.outbound.length === 0)
    return ['Nothing crosses its border: it can leave as it is.']
  const calls = (direction: 'inbound' | 'outbound') =>
    operations.filter(operation => operation.direction === direction && operation.calls > 0).length
  const tested = operations.filter(operation => operation.calls === 0).length
  const found =
    module.source === 'found' ? ['Its border was found as init finds it; banyan init writes it down.'] : []
  return [
    `${amount(module.files, 'file')}. Others use ${amount(seam.inbound.length, 'symbol')} of it at ${amount(crossings('inbound'), 'place')}; it uses ${amount(seam.outbound.length, 'symbol')} of others at ${amount(crossings('outbound'), 'place')}.`,
    `Over the network: ${amount(calls('inbound'), 'operation')} called by others, ${amount(calls('outbound'), 'operation')} called by it${tested === 0 ? '' : `, and ${tested.toLocaleString('en-US')} that tests alone call`}.`,
    refusals.length === 0
      ? 'Nothing that crosses is refused.'
      : `${amount(refusals.length, 'thing')} cannot travel as ${refusals.length === 1 ? 'it is' : 'they are'}.`,
    ...found,
  ]
}
