import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import { z } from 'zod'
import { defineSaga, sagaTables, StepRefused } from '../../src/saga/index.js'

export const tripTables = `${sagaTables}
create table bookings (trip text not null, what text not null, primary key (trip, what));
create table ends (trip text primary key, status text not null, reason text);`

/** What the world outside has been asked to do; a file, so that it outlives a process. */
export interface World {
  readonly path: string
  /** `flight` → what it does instead. */
  readonly trouble: Readonly<Record<string, (attempt: number) => Promise<void> | void>>
}

export const readWorld = ({ path }: Pick<World, 'path'>): readonly string[] =>
  readFileSync(path, 'utf8').split('\n').filter(Boolean)

export function createTrip(
  world: World,
  more: { attempts?: number; timeout?: number; deadline?: number } = {},
) {
  const attempts = new Map<string, number>()
  const tell = async (line: string, key: string) => {
    const attempt = (attempts.get(key) ?? 0) + 1
    attempts.set(key, attempt)
    appendFileSync(world.path, `${line} ${key}\n`)
    await world.trouble[line]?.(attempt)
  }
  const step = (name: string) => ({
    name,
    attempts: more.attempts ?? 3,
    timeout: more.timeout ?? 5_000,
    run: async ({ key }: { key: string }) => {
      await tell(name, key)
      return { ticket: `${name} ticket` }
    },
    record: async (tx: QueryExecutorProvider, { input }: { input: { trip: string } }) => {
      await sql`insert into bookings values (${input.trip}, ${name})`.execute(tx)
    },
    compensate: async ({ key }: { key: string }) => tell(`cancel ${name}`, key),
    recordCompensation: async (tx: QueryExecutorProvider, { input }: { input: { trip: string } }) => {
      await sql`delete from bookings where trip = ${input.trip} and what = ${name}`.execute(tx)
    },
  })
  return defineSaga({
    name: 'trip',
    input: z.object({ trip: z.string() }),
    deadline: more.deadline ?? 60_000,
    steps: [step('flight'), step('hotel'), step('car')],
    atEnd: async (tx, { status, input, reason }) => {
      await sql`insert into ends values (${input.trip}, ${status}, ${reason})`.execute(tx)
    },
  })
}

export const refuse = () => {
  throw new StepRefused('none left')
}
export const fail = () => {
  throw new Error('away')
}
export const hang = () => sleep(10_000)
