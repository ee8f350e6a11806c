import type { CrossingTransaction, ModuleData, Participation } from '../data.js'
import { comparePlaces } from '../order.js'
import type { Blocker, DataStep } from './data-plan.js'
import type { SqlNames } from './sql-names.js'

/** No transaction reaches across: what others have to do follows by messages that are written with the change. */
export function outboxStep(data: ModuleData, names: SqlNames): DataStep {
  const { handovers, relations } = data
  const cascades = relations.filter(({ effects }) => effects.some(effect => effect !== 'eager'))
  return {
    name: 'outbox',
    title: 'Messages take the place of shared transactions',
    blockers: [
      ...transactionBlockers(data),
      ...handovers.map(({ from, callee, type, place }) => ({
        text: `${from ?? 'Code outside of all modules'} hands its ${type} to ${callee}`,
        places: [place],
      })),
      ...cascades.map(({ from, to, effects, places }) => ({
        text: `${from} follows ${to}: ${effects.filter(effect => effect !== 'eager').join(', ')}`,
        places,
      })),
    ],
    tasks: [
      'Write a message into the outbox in the same transaction as the change; a relay publishes it and notes when.',
      'Let handlers on the other side note each message in their inbox, in the transaction of what they do, and skip those that stand there.',
      'Where the other side may refuse, turn the transaction into a saga: a state in between, and a step that takes it back.',
      ...(cascades.length === 0
        ? []
        : ['Publish deletions, and let the other side delete or clear its own rows.']),
    ],
    sql: [
      `CREATE TABLE IF NOT EXISTS ${names.outbox} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  type text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
)`,
      `CREATE INDEX IF NOT EXISTS "${names.module}_outbox_waiting" ON ${names.outbox} (id) WHERE published_at IS NULL`,
      `CREATE TABLE IF NOT EXISTS ${names.inbox} (
  message_id uuid NOT NULL,
  handler text NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (message_id, handler)
)`,
    ],
    commands: [],
    check: {
      text: 'Nothing waits for longer than a minute.',
      sql: `SELECT id, type, created_at FROM ${names.outbox} WHERE published_at IS NULL AND created_at < now() - interval '1 minute' ORDER BY id`,
      expect: 'no-rows',
      command: null,
    },
  }
}

/** By what is reached; a call that touches no table matters where it becomes a call over the network. */
function transactionBlockers({ module, transactions }: ModuleData): readonly Blocker[] {
  const groups = new Map<string, CrossingTransaction[]>()
  for (const crossing of transactions) {
    if (crossing.tables.length === 0 && crossing.to !== module) continue
    const key = JSON.stringify([crossing.to, crossing.callee, crossing.participation, crossing.byMessage])
    groups.set(key, [...(groups.get(key) ?? []), crossing])
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    const places = group.map(({ scope }) => scope.place).toSorted(comparePlaces)
    return first === undefined ? [] : [{ text: describeGroup(first, group), places }]
  })
}

const joining = {
  argument: 'is handed it',
  ambient: 'takes part in it',
  open: 'runs while it is open',
} satisfies Record<Participation, string>

function describeGroup(first: CrossingTransaction, group: readonly CrossingTransaction[]): string {
  const { scope, callee, to, participation, byMessage } = first
  const opened = new Set(group.map(({ scope: { place } }) => `${place.file}:${place.line}:${place.column}`))
  const one = `The transaction of ${scope.within ?? scope.place.file} in ${scope.module ?? 'no module'} gets`
  const subject = opened.size === 1 ? one : `${opened.size} transactions get`
  const how = byMessage ? ' by a message' : ''
  const tables = [...new Set(group.flatMap(each => each.tables.map(({ table }) => table)))].toSorted()
  const touched = tables.length === 0 ? '' : `, touching ${tables.join(', ')}`
  return `${subject}${how} to ${callee} of ${to ?? 'no module'}, which ${joining[participation]}${touched}`
}
