import type { ModuleData } from '../data.js'
import type { Blocker, DataStep } from './data-plan.js'

/** Others ask the module in place of its tables, and it asks them. Only code can prove it while all share one role. */
export function apiStep(data: ModuleData): DataStep {
  const { module, own, foreign, joins, relations } = data
  const ofOwn = own.flatMap(({ table, readers }) =>
    readers
      .filter(party => party.module !== module)
      .map(({ module: reader, places }) => ({
        text: `${reader ?? 'Code outside of all modules'} reads ${table}`,
        places,
      })),
  )
  const ofForeign = foreign.flatMap(({ table, owner, readers }) =>
    readers
      .filter(party => party.module === module)
      .map(({ places }) => ({ text: `${module} reads ${table} of ${owner ?? 'nobody'}`, places })),
  )
  return {
    name: 'api',
    title: 'Calls take the place of reads in tables of others',
    blockers: [...ofOwn, ...ofForeign, ...joins.map(joinBlocker), ...relations.flatMap(relationBlocker)],
    tasks: [
      'Give the owner a function for each question that others ask its tables; one that takes many ids where a join asks for many rows.',
      'Take joins apart: ask for the ids first, then the owner of the other table for all of them at once; or keep a copy of the few columns that are needed, fed by events.',
      'In place of a relation of the ORM keep the id as a plain column.',
    ],
    sql: [],
    commands: [],
    check: {
      text: 'No code reads a table of another module. The database proves it with the next steps but one, the role.',
      sql: null,
      expect: 'no-rows',
      command: 'banyan check, with "foreign-table": ["error", { "access": ["read", "write", "refer"] }]',
    },
  }
}

function joinBlocker({ module, place, tables }: ModuleData['joins'][number]): Blocker {
  const named = tables.map(({ table, owner }) => `${table} of ${owner ?? 'nobody'}`).join(', ')
  return { text: `${module ?? 'Code outside of all modules'} joins ${named}`, places: [place] }
}

function relationBlocker({
  kind,
  from,
  to,
  effects,
  places,
}: ModuleData['relations'][number]): readonly Blocker[] {
  if (kind !== 'relation') return []
  const more = effects.includes('eager') ? ', and reads it along with each row' : ''
  return [{ text: `${from} has a relation to ${to}${more}`, places }]
}
