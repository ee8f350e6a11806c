import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

type Data = Extraction['data']
type Party = Data['own'][number]['writers'][number]

const names = (parties: readonly Party[]) => parties.map(({ module }) => module ?? '(none)').join(', ')

/** Tables that the module owns or touches. */
export function describeTables({ data, module }: Extraction): Section {
  const rows = [...data.own, ...data.foreign].map(({ table, owner, writers, readers, definedAt }) => [
    table,
    owner ?? 'nobody',
    names(writers),
    names(readers),
    definedAt[0] ?? '',
  ])
  const shared = data.own.filter(({ writers, readers }) =>
    [...writers, ...readers].some(party => party.module !== module.name),
  )
  return {
    id: 'tables',
    title: 'Tables',
    lead:
      rows.length === 0
        ? ['It touches no table that could be found.']
        : [
            `${data.own.length} are its own, ${shared.length} of them touched by others; it touches ${data.foreign.length} of others.`,
          ],
    table: { head: ['table', 'owner', 'written by', 'read by', 'defined'], rows },
    tone: rows.length === 0 ? 'good' : shared.length + data.foreign.length === 0 ? 'plain' : 'warn',
  }
}

/** Whatever ties its tables to those of others. */
export function describeTies({ data }: Extraction): Section {
  const relations = data.relations.map(({ kind, from, to, effects, places }) => [
    places[0] ?? '',
    kind === 'foreign-key' ? 'foreign key' : 'relation of the ORM',
    `${from} → ${to}${effects.length === 0 ? '' : ` (${effects.join(', ')})`}`,
  ])
  const joins = data.joins.map(({ place, tables }) => [
    place,
    'join',
    tables.map(({ table, owner }) => `${table} (${owner ?? 'nobody'})`).join(', '),
  ])
  const rows = [...relations, ...joins]
  return {
    id: 'ties',
    title: rows.length === 0 ? 'Nothing ties its tables to others' : 'What ties its tables to others',
    lead: [],
    table: { head: ['place', 'what', 'tables'], rows },
    tone: rows.length === 0 ? 'good' : 'bad',
  }
}

const parts = {
  argument: 'is handed the transaction',
  ambient: 'finds the transaction without being handed it',
  open: 'runs while the transaction is open',
}

/** Transactions in which code on the other side takes part. */
export function describeTransactions({ data }: Extraction): Section {
  // Calls that touch no table take no part in what the transaction does.
  const rows = data.transactions
    .filter(({ tables }) => tables.length > 0)
    .map(({ scope, callee, from, to, participation, sure }) => [
      scope.place,
      scope.text,
      `${from ?? '(none)'} → ${to ?? '(none)'}`,
      `${callee} ${parts[participation]}${sure ? '' : ', perhaps'}`,
    ])
  const handed = data.handovers.map(({ place, from, to, callee, type }) => [
    place,
    type,
    `${from ?? '(none)'} → ${to ?? '(none)'}`,
    `${callee} is handed it`,
  ])
  const all = [...rows, ...handed]
  return {
    id: 'transactions',
    title: all.length === 0 ? 'No transaction reaches across' : 'Transactions that reach across',
    lead: [],
    table: { head: ['opened', 'as', 'direction', 'what crosses'], rows: all },
    tone: all.length === 0 ? 'good' : 'bad',
  }
}
