import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { platformError } from '../contract/platform-errors.js'
import { isServerAway } from './server-away.js'

/** A pool whose errors are `unavailable` while the server is away, so that callers are told to come again. */
export function tellUnavailable(pool: pg.Pool): PostgresPool {
  /** One for each connection, by which Kysely knows it again. */
  const telling = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect().catch(rethrow)
      const known = telling.get(client) ?? tellingClient(client)
      telling.set(client, known)
      return known
    },
    end: () => pool.end(),
  }
}

function tellingClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (...given: unknown[]) => {
    const answer = (client.query as (...all: unknown[]) => unknown).apply(client, given)
    return answer instanceof Promise ? answer.catch(rethrow) : answer
  }
  return { query: query as PostgresPoolClient['query'], release: destroy => client.release(destroy) }
}

export function rethrow(error: unknown): never {
  throw isServerAway(error) ? platformError('unavailable', { cause: error }) : error
}
