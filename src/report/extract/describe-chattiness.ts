import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

const advice = {
  hoist: () => 'the arguments are the same each time: ask once, before',
  batch: (operation: string, existing: boolean) =>
    `one call for all: ${operation}${existing ? '' : ' (new)'}`,
  loader: (operation: string, existing: boolean) =>
    `collect what fields ask for, then one call: ${operation}${existing ? '' : ' (new)'}`,
}

/** Calls that run many times. */
export function describeRepeatedCalls({ chattiness }: Extraction): Section {
  const rows = chattiness.repeated
    .filter(({ test }) => !test)
    .map(({ place, operation, repetition, bound, proposal }) => [
      place,
      operation,
      bound === null ? `${repetition}, no limit in sight` : `${repetition}, at most ${bound.count}`,
      proposal.kind === 'hoist'
        ? advice.hoist()
        : advice[proposal.kind](proposal.operation, proposal.existing),
    ])
  return {
    id: 'repeated-calls',
    title:
      rows.length === 0 ? 'No call over the network is repeated' : 'Calls over the network that are repeated',
    lead: [],
    table: { head: ['place', 'operation', 'how', 'proposal'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}

/** What one request costs, by what the outside calls. */
export function describeBudget({ chattiness }: Extraction): Section {
  const rows = chattiness.entryPoints.map(({ entryPoint, longest, typical, unbounded, place }) => [
    entryPoint,
    round(typical.roundTrips),
    `${round(longest.roundTrips)}${unbounded ? ' or more' : ''}`,
    `${round(typical.p50)} ms`,
    `${round(longest.p99)} ms`,
    place,
  ])
  return {
    id: 'budget',
    title: 'What the network adds to a request',
    lead: rows.length === 0 ? ['No request crosses the border.'] : [chattiness.formula],
    table: {
      head: ['entry point', 'round trips, typical', 'longest', 'typical at p50', 'longest at p99', 'place'],
      rows,
    },
    tone: rows.length === 0 ? 'good' : 'plain',
  }
}

const round = (value: number): number => Math.round(value * 10) / 10
