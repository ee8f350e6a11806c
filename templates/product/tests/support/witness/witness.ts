import { defineContract } from '@shop/platform/contract'
import type { AnyModuleDatabase } from '@shop/platform/database'
import { type Delivery, on } from '@shop/platform/module'
import type { Wiring } from '@shop/monolith/wiring'
import { sql } from 'kysely'
import { noted } from '../scribe/scribe.js'

/** `blind` handles no events. `mortal` kills its process while it handles one. */
export type WitnessKind = 'blind' | 'mortal' | 'seeing'

/** Milliseconds between two ticks. */
export const tickEvery = 300

const contract = defineContract({ name: 'witness', operations: {} })

/** A module of tests: writes down which events of the scribe reach it, and ticks. */
export function createWitness(kind: WitnessKind, migrations: string): Wiring {
  const see = async (_: unknown, { envelope, tx }: Delivery) => {
    const { id, type, key } = envelope
    await sql`insert into seen (event_id, type, key) values (${id}, ${type}, ${key})`.execute(tx)
    if (kind === 'mortal') process.kill(process.pid, 'SIGKILL')
  }
  return {
    source: { name: 'witness', migrations },
    create: async ({ database: { module } }) => {
      const database = await module<object>('witness')
      return {
        module: {
          contract,
          implementation: {},
          routes: null,
          events: [],
          subscriptions: kind === 'blind' ? [] : [on(noted, 'notes', see)],
          jobs: [{ name: 'tick', every: tickEvery, run: () => tick(database) }],
        },
        database,
        purpose: 'Sees what happens.',
      }
    },
  }
}

async function tick({ db }: AnyModuleDatabase): Promise<void> {
  await sql`insert into ticks (pid) values (${process.pid})`.execute(db)
}

export interface Seen {
  readonly event_id: string
  readonly type: string
  readonly key: string
}

/** In the order in which they came. */
export async function readSeen({ db }: AnyModuleDatabase): Promise<readonly Seen[]> {
  return (await sql<Seen>`select event_id, type, key from seen order by number`.execute(db)).rows
}

export interface Tick {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly pid: number
}

export async function readTicks({ db }: AnyModuleDatabase): Promise<readonly Tick[]> {
  const { rows } = await sql<Tick>`
    select (extract(epoch from at) * 1000)::float8 as at, pid from ticks order by number`.execute(db)
  return rows
}
