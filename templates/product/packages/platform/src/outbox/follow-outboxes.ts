import { sql } from 'kysely'
import { createBell } from '../bus/bell.js'
import type { AnyModuleDatabase, Database } from '../database/index.js'
import { platformModule } from '../database/module-role.js'
import type { EventEnvelope } from '../events/index.js'
import { beginning, type Position, readOutbox } from './read-outbox.js'
import { listenForWakeUps } from './wake-up.js'

/** An event and its place in the outbox of its module, as text: `12-345`. */
export interface PlacedEvent {
  readonly place: string
  readonly envelope: EventEnvelope
}

/** The outbox of one module for somebody who wants to follow it from any place, and leaves no trace there. */
export interface OutboxFollower {
  /** Null where the text is no place. */
  readonly read: (after: string | null, limit: number) => Promise<readonly PlacedEvent[] | null>
  /** The last place that is settled; null where there is none. */
  readonly newest: () => Promise<string | null>
  /** Until something may have come, or the signal aborts. */
  readonly wait: (signal: AbortSignal) => Promise<void>
}

export interface OutboxFollowers {
  readonly byModule: ReadonlyMap<string, OutboxFollower>
  readonly close: () => Promise<void>
}

/** `patience`: milliseconds between two looks when no notice comes. */
export function followOutboxes(
  database: Pick<Database, 'urlOf'>,
  modules: readonly AnyModuleDatabase[],
  patience = 1_000,
): OutboxFollowers {
  const stop = new AbortController()
  const waiting = new Map(modules.map(({ module }) => [module, new Set<() => void>()]))
  const listening = listenForWakeUps(database.urlOf(platformModule), stop.signal, published => {
    for (const [module, rings] of waiting) {
      if (published === null || published === module) for (const ring of rings) ring()
    }
  })
  const follow = (own: AnyModuleDatabase): OutboxFollower => ({
    read: async (after, limit) => {
      const position = after === null ? beginning : parsePlace(after)
      if (position === null) return null
      const records = await readOutbox(own.db, { type: null, after: position, limit })
      return records.map(({ position: at, envelope }) => ({ place: `${at.xid}-${at.seq}`, envelope }))
    },
    newest: () => findNewest(own),
    wait: async signal => {
      const bell = createBell()
      const rings = waiting.get(own.module)
      rings?.add(bell.ring)
      await bell.wait(patience, AbortSignal.any([signal, stop.signal]))
      rings?.delete(bell.ring)
    },
  })
  return {
    byModule: new Map(modules.map(own => [own.module, follow(own)])),
    close: async () => {
      stop.abort()
      await listening
    },
  }
}

function parsePlace(text: string): Position | null {
  const [, xid, seq] = /^(\d{1,19})-(\d{1,18})$/.exec(text) ?? []
  return xid === undefined || seq === undefined ? null : { xid, seq }
}

async function findNewest({ db }: AnyModuleDatabase): Promise<string | null> {
  const { rows } = await sql<Position>`
    select xid, seq from outbox where xid < pg_snapshot_xmin(pg_current_snapshot())
    order by xid desc, seq desc limit 1`.execute(db)
  const [last] = rows
  return last === undefined ? null : `${last.xid}-${last.seq}`
}
