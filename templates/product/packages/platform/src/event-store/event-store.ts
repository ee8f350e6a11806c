import { type QueryExecutorProvider, sql } from 'kysely'
import { currentContext } from '../contract/index.js'
import { type Aggregate, decodeEvent, type EventKinds, type EventOf } from './aggregate.js'
import { readHistory } from './read-events.js'

/** Somebody else added to the stream since it was read: read it again and decide anew. */
export class StreamConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
  ) {
    super(`${stream} has changed since number ${expected}`)
    this.name = 'StreamConflict'
  }
}

export interface Loaded<State> {
  readonly state: State
  /** Number of the last event; 0 where there is none. */
  readonly number: number
}

export async function loadAggregate<State, Kinds extends EventKinds>(
  db: QueryExecutorProvider,
  aggregate: Aggregate<State, Kinds>,
  id: string,
): Promise<Loaded<State>> {
  const stream = streamOf(aggregate, id)
  const from = (await readSnapshot(db, aggregate, stream)) ?? { state: aggregate.initial, number: 0 }
  const events = await readHistory(db, stream, from.number)
  const state = events.reduce(
    (before, event) => aggregate.evolve(before, decodeEvent(aggregate.events, event)),
    from.state,
  )
  return { state, number: events.at(-1)?.number ?? from.number }
}

/**
 * Adds events to a stream that was loaded before; throws `StreamConflict` where somebody was faster. In the
 * transaction of what else has to happen with them. Answers the state that they lead to.
 */
export async function appendEvents<State, Kinds extends EventKinds>(
  tx: QueryExecutorProvider,
  aggregate: Aggregate<State, Kinds>,
  {
    id,
    loaded,
    events,
  }: { readonly id: string; readonly loaded: Loaded<State>; readonly events: readonly EventOf<Kinds>[] },
): Promise<Loaded<State>> {
  const stream = streamOf(aggregate, id)
  let { state, number } = loaded
  for (const event of events) {
    state = aggregate.evolve(state, event)
    await insertEvent(tx, stream, { number: number + 1, kind: aggregate.events[event.type], ...event })
    number++
  }
  const { snapshots } = aggregate
  if (snapshots && Math.floor(number / snapshots.every) > Math.floor(loaded.number / snapshots.every))
    await writeSnapshot(tx, stream, { number, version: snapshots.version, state })
  return { state, number }
}

interface NewEvent {
  readonly number: number
  readonly type: string
  readonly data: unknown
  readonly kind: EventKinds[string] | undefined
}

async function insertEvent(
  tx: QueryExecutorProvider,
  stream: string,
  { number, type, data, kind }: NewEvent,
): Promise<void> {
  if (kind === undefined) throw new Error(`There is no event of type ${type}`)
  const json = JSON.stringify(kind.data.parse(data))
  const { caller, tenant, traceparent } = currentContext()
  // The number before has to be there, and this one not. A transaction that began earlier than the one before it in the
  // stream takes over its number, so that the order by (xid, seq) is the order of the stream.
  const { rows } = await sql`
    insert into events (xid, stream, number, type, version, data, actor, tenant, traceparent)
    select greatest(pg_current_xact_id(), last.xid), ${stream}, ${number}::int, ${type}, ${kind.version}::int,
      ${json}::jsonb, ${caller?.userId ?? null}, ${tenant}, ${traceparent}
    from (values (1)) one left join events last on last.stream = ${stream} and last.number = ${number - 1}::int
    where ${number}::int = 1 or last.number is not null
    on conflict (stream, number) do nothing
    returning 1`.execute(tx)
  if (rows.length === 0) throw new StreamConflict(stream, number - 1)
}

async function readSnapshot<State, Kinds extends EventKinds>(
  db: QueryExecutorProvider,
  { snapshots }: Aggregate<State, Kinds>,
  stream: string,
): Promise<Loaded<State> | null> {
  if (snapshots === undefined) return null
  const { rows } = await sql<{ number: number; state: unknown }>`
    select number, state from snapshots where stream = ${stream} and version = ${snapshots.version}`.execute(
    db,
  )
  const parsed = snapshots.state.safeParse(rows[0]?.state)
  return rows[0] !== undefined && parsed.success ? { number: rows[0].number, state: parsed.data } : null
}

async function writeSnapshot(
  tx: QueryExecutorProvider,
  stream: string,
  { number, version, state }: { readonly number: number; readonly version: number; readonly state: unknown },
): Promise<void> {
  await sql`
    insert into snapshots as current (stream, number, version, state)
    values (${stream}, ${number}, ${version}, ${JSON.stringify(state)}::jsonb)
    on conflict (stream) do update
    set number = excluded.number, version = excluded.version, state = excluded.state, taken_at = now()
    where excluded.version > current.version or excluded.number > current.number`.execute(tx)
}

function streamOf(aggregate: { readonly name: string }, id: string): string {
  return `${aggregate.name}-${id}`
}
