import type { Extraction } from '../../../src/extract/extraction.js'
import type { Place } from '../../../src/kernel/finding.js'
import type { Section } from './trap.js'

/** One thing that a report says of one place. */
export interface Statement {
  readonly section: Section
  readonly place: Place | null
  readonly text: string
  /** Whether it is said against the code, rather than about it. */
  readonly alarm: boolean
}

/** All that an extraction says, each part of it at each of its places. */
export function statementsOf(extraction: Extraction): readonly Statement[] {
  return [
    ...ofSymbols(extraction),
    ...ofAsynchrony(extraction),
    ...ofCalls(extraction),
    ...ofContract(extraction),
    ...ofData(extraction),
  ]
}

function say(section: Section, place: Place | null, words: readonly unknown[], alarm = false): Statement {
  return { section, place, text: words.filter(word => word !== null && word !== '').join(' '), alarm }
}

function ofSymbols({
  refusals,
  treatments,
  seam,
  inversions,
  lifecycles,
  entryPoints,
  problems,
  unfollowed,
  processWide,
}: Extraction) {
  return [
    ...refusals.map(({ what, reason }) => say('refusals', reason.place, [what, reason.text], true)),
    ...treatments.flatMap(({ symbol, treatment, reason, members }) => [
      say('treatments', reason.place, [treatment, symbol, reason.text]),
      ...members.map(each =>
        say('treatments', each.reason.place, [each.treatment, each.member, each.reason.text]),
      ),
    ]),
    ...[...seam.inbound, ...seam.outbound].flatMap(({ name, crossings }) =>
      crossings.map(({ place, usage, member }) =>
        say('crossings', place, [usage, member === null ? name : `${name}.${member}`]),
      ),
    ),
    ...inversions.flatMap(({ place, kind, through, remedy, registered, answerUsed, calledBack }) =>
      [place, ...calledBack].map(at =>
        say('inversions', at, [kind, through, remedy, registered, answerUsed ? 'answer used' : ''], true),
      ),
    ),
    ...lifecycles.map(({ place, kind, symbol }) => say('lifecycles', place, [kind, symbol])),
    ...entryPoints.map(({ place, kind, name }) => say('entry-points', place, [kind, name])),
    ...unfollowed.map(({ place, kind, text, candidates }) =>
      say('unfollowed', place, [kind, text, ...candidates], true),
    ),
    ...processWide.map(({ place, kind, text }) => say('process-wide', place, [kind, text], true)),
    ...problems.map(({ place, message }) => say('problems', place ?? null, [message])),
  ]
}

function ofAsynchrony({ asynchrony }: Extraction) {
  return [
    ...asynchrony.sites.map(({ place, position, wayOut, calls, operations }) =>
      say('asynchrony', place, [position, wayOut, calls, ...operations], position !== 'plain'),
    ),
    ...asynchrony.floating.map(({ place, since, operation }) =>
      say('asynchrony', place, ['floating', since, operation], true),
    ),
  ]
}

function ofCalls({ chattiness }: Extraction) {
  return chattiness.repeated.flatMap(({ place, at, repetition, operation, proposal }) =>
    [place, at].map(each => say('repeated', each, [repetition, operation, proposal.kind], true)),
  )
}

function ofContract({ contract }: Extraction) {
  return [
    ...contract.lossiness.map(({ place, what, severity, at, name }) =>
      say('losses', place, [what, severity, at, name], severity !== 'note'),
    ),
    ...contract.operations.flatMap(({ name, place, errors, idempotency, signatures }) => [
      say('operations', place, [
        name,
        `${idempotency.kind},`,
        idempotency.repeatable ? 'repeatable' : 'not repeatable',
      ]),
      say('contract', place, [
        name,
        JSON.stringify({ signatures, types: contract.types, errors: contract.errors }),
      ]),
      ...errors.map(error => {
        const { code, bases, fields } = contract.errors[error] ?? { code: null, bases: [], fields: null }
        return say('errors', place, [
          name,
          'throws',
          error,
          code === null ? '' : `(${code})`,
          JSON.stringify({ bases, fields }),
        ])
      }),
    ]),
  ]
}

function ofData({ data }: Extraction) {
  return [
    ...data.transactions.flatMap(({ scope, chain, callee, participation, byMessage }) =>
      [scope.place, ...chain.map(({ place }) => place)].map(place =>
        say(
          'transactions',
          place,
          [callee, participation, byMessage ? 'by message' : '', ...chain.map(step => step.callee)],
          true,
        ),
      ),
    ),
    ...data.handovers.map(({ place, callee, type }) =>
      say('transactions', place, [callee, 'argument', type], true),
    ),
    ...data.relations.flatMap(({ kind, from, to, effects, places }) =>
      places.map(place => say('ties', place, [kind, from, to, ...effects], true)),
    ),
    ...data.joins.map(({ place, tables }) =>
      say('ties', place, ['join', ...tables.map(({ table }) => table)], true),
    ),
    ...[
      ...data.own.map(facts => [facts, 'own'] as const),
      ...data.foreign.map(facts => [facts, 'foreign'] as const),
    ].flatMap(([{ table, owner, readers, writers }, whose]) =>
      [
        ...readers.map(each => [each, 'read'] as const),
        ...writers.map(each => [each, 'write'] as const),
      ].flatMap(([{ module, places }, access]) =>
        places.map(place => say('tables', place, [table, owner, whose, module, access])),
      ),
    ),
  ]
}
