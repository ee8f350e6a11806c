import { join } from 'node:path'
import type { Wiring } from '@shop/monolith/wiring'
import { defineContract } from '@shop/platform/contract'
import type { AnyModuleDatabase } from '@shop/platform/database'
import { defineEvent } from '@shop/platform/events'
import { defineRoutes } from '@shop/platform/http'
import type { Module } from '@shop/platform/module'
import { publish } from '@shop/platform/outbox'
import type { Ask } from '@shop/platform/testing'
import { sql } from 'kysely'
import { z } from 'zod'

export const noted = defineEvent({
  type: 'scribe.Noted',
  version: 1,
  description: 'A note was written down.',
  payload: z.object({ key: z.string(), text: z.string() }),
  key: ({ key }) => key,
})

const contract = defineContract({
  name: 'scribe',
  operations: {
    note: {
      kind: 'command',
      description: 'Writes down a note in place of the one before.',
      input: z.object({ key: z.string(), text: z.string() }),
      output: z.void(),
      errors: {},
    },
  },
})

const routes = defineRoutes(contract, { note: { path: 'PUT /scribe/:key', auth: 'none' } })

/** Throws where it was not written down. */
export async function writeNote(ask: Ask, key: string, text = ''): Promise<void> {
  const { status, text: told } = await ask(`PUT /scribe/${key}`, { text })
  if (status !== 204) throw new Error(`A note was answered with ${status}: ${told}`)
}

/** A module of tests: keeps notes, and publishes an event about each. */
export function createScribe(support: string): Wiring {
  return {
    source: { name: 'scribe', migrations: join(support, 'scribe/migrations') },
    create: async ({ database: { module } }) => {
      const database = await module<object>('scribe')
      return { module: createModule(database), database, purpose: 'Keeps notes.' }
    },
  }
}

function createModule(database: AnyModuleDatabase): Module<typeof contract> {
  return {
    contract,
    implementation: { note: note => keepNote(database, note) },
    routes,
    events: [noted],
    subscriptions: [],
    jobs: [],
  }
}

async function keepNote(database: AnyModuleDatabase, note: z.output<typeof noted.payload>): Promise<void> {
  await database.transaction(async tx => {
    const { rows } = await sql<{ version: number }>`
      insert into notes values (${note.key}, ${note.text}, 1)
      on conflict (key) do update set text = excluded.text, version = notes.version + 1
      returning version`.execute(tx)
    await publish(tx, noted, note, { aggregateVersion: rows[0]?.version ?? 0 })
  })
}
