import { randomUUID } from 'node:crypto'
import { Client, Pool, type PoolConfig } from 'pg'
import type { ProxyState, StateStore } from './state.js'
import { StateError, wordsOf } from './state-error.js'
import { decodeState, encodeState, stateVersion } from './state-format.js'
import { watchRevisions } from './watch-revisions.js'

const createTable = `
  create table if not exists strangler_state (
    name text primary key,
    version integer not null,
    revision bigint not null,
    state jsonb not null,
    changed_at timestamptz not null default now()
  )`

/** Inserts the first state or replaces the one it was based on, and tells the others, in one statement. */
const replaceState = `
  with saved as (
    insert into strangler_state as stored (name, version, revision, state) values ($1, $2, $3, $4)
    on conflict (name) do update
      set version = excluded.version, revision = excluded.revision, state = excluded.state, changed_at = now()
      where stored.revision = $5 and stored.version <= excluded.version
    returning name
  )
  select pg_notify('strangler_state', $6) from saved`

/** Names in use by a transaction that creates the same table at this moment. */
const alreadyCreated = new Set(['23505', '42P07', '42710'])

/**
 * Keeps the state in a row of the table `strangler_state`, made on first use. A save succeeds only on the revision that
 * it is based on. Others hear of it by NOTIFY, and by asking for the revision now and then if that fails.
 */
export function createPostgresStore(url: string, name = 'default'): StateStore {
  const place = `row '${name}' of table strangler_state in PostgreSQL`
  const instance = randomUUID()
  const settings = connectionSettings(url)
  const pool = new Pool({ ...settings, max: 2 })
  // A broken idle connection is replaced by the pool; the next query says if the server is gone.
  pool.on('error', () => {})
  let prepared: Promise<void> | null = null

  const query = async (text: string, values: readonly unknown[]) => {
    try {
      prepared ??= prepare(pool)
      await prepared
      return await pool.query(text, [...values])
    } catch (error) {
      prepared = null
      throw new StateError('unreachable', `PostgreSQL cannot be used: ${wordsOf(error)}`, error)
    }
  }

  const readRevision = async () => {
    const { rows } = await query('select revision from strangler_state where name = $1', [name])
    return rows[0] === undefined ? 0 : Number(rows[0].revision)
  }

  const save = async (state: ProxyState, basedOn: number) => {
    const notice = JSON.stringify([name, instance])
    const values = [name, stateVersion, state.revision, encodeState(state), basedOn, notice]
    return (await query(replaceState, values)).rowCount === 1
  }

  return {
    load: async () => {
      const { rows } = await query('select state::text from strangler_state where name = $1', [name])
      return rows[0] === undefined ? null : decodeState(String(rows[0].state), place)
    },
    save,
    watch: changed =>
      watchRevisions({
        changed,
        readRevision,
        subscribe: (heard, lost) => listen(settings, { name, instance }, { heard, lost }),
      }),
    close: () => pool.end(),
  }
}

function connectionSettings(url: string): PoolConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: 3000,
    query_timeout: 5000,
    application_name: 'strangler-proxy',
    keepAlive: true,
    allowExitOnIdle: true,
  }
}

/** Two instances may create the table at once; the one that comes second finds it made. */
async function prepare(pool: Pool): Promise<void> {
  try {
    await pool.query(createTable)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!alreadyCreated.has(code)) throw error
    await pool.query(createTable)
  }
}

async function listen(
  settings: PoolConfig,
  own: { readonly name: string; readonly instance: string },
  on: { readonly heard: () => void; readonly lost: () => void },
): Promise<() => void> {
  const client = new Client(settings)
  client.on('error', on.lost)
  client.on('end', on.lost)
  client.on('notification', ({ payload }) => {
    if (payload?.startsWith(JSON.stringify([own.name]).slice(0, -1)) && !payload.includes(own.instance)) {
      on.heard()
    }
  })
  const end = () => void client.end().catch(() => {})
  try {
    await client.connect()
    await client.query('listen strangler_state')
  } catch (error) {
    end()
    throw error
  }
  return end
}
