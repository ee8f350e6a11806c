import pg from 'pg'
import type { Log } from './log.js'
import type { ModuleRole } from './module-role.js'

/** A URL with another user. */
export function urlFor(url: string, role: ModuleRole): string {
  const target = new URL(url)
  target.username = role.role
  target.password = role.password
  return target.href
}

export interface PoolOptions {
  readonly size: number
  readonly log: Log
  /** Shown by the server: `shop users`. */
  readonly name: string
  /** Milliseconds until an unused connection is closed; 0 for never. */
  readonly idle?: number
  /** Milliseconds that a query may take; no limit unless given. */
  readonly patience?: number
}

export function openPool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.name,
    max: options.size,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: options.idle ?? 30_000,
    keepAlive: true,
    ...(options.patience === undefined ? {} : { query_timeout: options.patience }),
  })
  // An idle connection that breaks is an event without listeners otherwise, which ends the process.
  const tell = (error: Error) =>
    options.log.warn({ pool: options.name, reason: error.message }, 'a database connection was lost')
  pool.on('error', tell)
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** One connection for the time of `work`. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

export function sqlState(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** Whether the server knows no such role or password. */
export function isRefusedLogin(error: unknown): boolean {
  return ['28P01', '28000'].includes(sqlState(error) ?? '')
}
