import { type QueryExecutorProvider, sql } from 'kysely'
import type { AnyModuleDatabase } from '../database/index.js'
import { type EventKinds, type EventOf, decodeEvent } from './aggregate.js'
import { type Place, readAllEvents, type StoredEvent } from './read-events.js'

/** Rows that are made of events, and can be made of them anew. */
export interface Projection<Kinds extends EventKinds = EventKinds> {
  readonly name: string
  /** Grows with each change of what it makes of events; it is rebuilt then by itself. */
  readonly version: number
  /** Those of the aggregate; events of other kinds are passed over. */
  readonly aggregate: { readonly name: string; readonly events: Kinds }
  /** In the transaction of its position: each event counts once. */
  readonly apply: (
    tx: QueryExecutorProvider,
    event: EventOf<Kinds>,
    stored: StoredEvent & { readonly id: string },
  ) => Promise<void>
  /** Empties its rows. */
  readonly reset: (tx: QueryExecutorProvider) => Promise<void>
}

const batch = 200

/** Catches up with what is committed. Several processes may do so at once: the position is locked. */
export async function projectEvents<Kinds extends EventKinds>(
  database: AnyModuleDatabase,
  projection: Projection<Kinds>,
  signal?: AbortSignal,
): Promise<void> {
  while (signal?.aborted !== true) {
    const count = await database.transaction(tx => projectBatch(tx, projection))
    if (count < batch) return
  }
}

/** Empties the rows and makes them anew; readers see the old ones until the first batch of new ones is there. */
export async function rebuildProjection<Kinds extends EventKinds>(
  database: AnyModuleDatabase,
  projection: Projection<Kinds>,
): Promise<void> {
  await database.transaction(async tx => {
    await lockPlace(tx, projection)
    await projection.reset(tx)
    await movePlace(tx, projection, { xid: '0', seq: '0' })
    await projectBatch(tx, projection)
  })
  await projectEvents(database, projection)
}

async function projectBatch<Kinds extends EventKinds>(
  tx: QueryExecutorProvider,
  projection: Projection<Kinds>,
): Promise<number> {
  let place = await lockPlace(tx, projection)
  const records = await readAllEvents(tx, place, batch)
  const prefix = `${projection.aggregate.name}-`
  for (const { event: stored, place: next } of records) {
    place = next
    if (!stored.stream.startsWith(prefix) || !Object.hasOwn(projection.aggregate.events, stored.type))
      continue
    const id = stored.stream.slice(prefix.length)
    await projection.apply(tx, decodeEvent(projection.aggregate.events, stored), { ...stored, id })
  }
  if (records.length > 0) await movePlace(tx, projection, place)
  return records.length
}

async function lockPlace(
  tx: QueryExecutorProvider,
  { name, version, reset }: Pick<Projection, 'name' | 'reset' | 'version'>,
): Promise<Place> {
  await sql`insert into projections (name, version) values (${name}, ${version}) on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<Place & { version: number }>`
    select xid, seq, version from projections where name = ${name} for update`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error(`The position of ${name} is gone`)
  // An older process beside a newer one, during a release, leaves the rows to the newer one.
  if (row.version > version)
    throw new Error(`${name} is at version ${row.version}, and this process at ${version}`)
  if (row.version === version) return row
  await reset(tx)
  return { xid: '0', seq: '0' }
}

async function movePlace(
  tx: QueryExecutorProvider,
  { name, version }: Pick<Projection, 'name' | 'version'>,
  { xid, seq }: Place,
): Promise<void> {
  await sql`
    update projections set xid = ${xid}::xid8, seq = ${seq}::bigint, version = ${version}, updated_at = now()
    where name = ${name}`.execute(tx)
}
