import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import {
  currentContext,
  defineContract,
  fail,
  type Implementation,
  instant,
  invalidInput,
  localFacade,
} from '../../src/contract/index.js'

/** A contract with one operation for each thing that a call can do. */
export const shelf = defineContract({
  name: 'shelf',
  operations: {
    addBook: {
      kind: 'command',
      description: 'Puts a book on the shelf.',
      input: z.object({
        title: z.string().trim().min(1),
        pages: z.number().int().default(100),
        bought: instant().optional(),
      }),
      output: z.object({ title: z.string(), pages: z.number(), bought: instant().nullable() }),
      errors: { 'shelf-full': { status: 409, title: 'The shelf is full' } },
    },
    removeBook: {
      kind: 'command',
      description: 'Takes a book away.',
      idempotent: true,
      input: z.object({ title: z.string() }),
      output: z.void(),
      errors: { 'not-found': { status: 404, title: 'No such book' } },
    },
    whoAsks: {
      kind: 'query',
      description: 'Tells the caller and its tenant.',
      input: z.object({}),
      output: z.object({
        userId: z.string(),
        roles: z.array(z.string()),
        tenant: z.string(),
        traceparent: z.string(),
      }),
      errors: {},
    },
    wait: {
      kind: 'query',
      description: 'Takes its time.',
      input: z.object({ ms: z.number() }),
      output: z.object({ left: z.number() }),
      deadline: 500,
      errors: {},
    },
    misbehave: {
      kind: 'query',
      description: 'Fails as no operation should.',
      input: z.object({
        how: z.enum(['throw', 'foreign', 'bad-output', 'nested-input', 'nested-complaint']),
      }),
      output: z.object({ ok: z.literal(true) }),
      errors: { 'not-found': { status: 404, title: 'Nothing there' } },
    },
  },
})

const other = defineContract({
  name: 'other',
  operations: {
    find: {
      kind: 'query',
      description: 'Never finds anything.',
      input: z.object({ id: z.string() }),
      output: z.object({}),
      errors: { 'not-found': { status: 404, title: 'No such other' } },
    },
  },
})

const others = localFacade(other, {
  find: async ({ id }) => {
    if (id === 'burnt') invalidInput([{ path: ['id'], message: 'Nobody can read this' }])
    fail(other, 'find', 'not-found')
  },
})

/** What happens to waiting operations: `begun`, and the reason of the signal when it aborts. */
export const waiting = new EventEmitter()

export const shelfImplementation: Implementation<typeof shelf> = {
  addBook: async ({ title, pages, bought }) => {
    if (title === 'one too many') fail(shelf, 'addBook', 'shelf-full', { limit: 3 })
    if (title === 'burnt') invalidInput([{ path: ['title'], message: 'Nobody can read this' }])
    const row = {
      title,
      pages,
      bought: bought instanceof Date ? bought.toISOString() : null,
      secret: 'of the row',
    }
    return row
  },
  removeBook: async ({ title }) => {
    if (title === 'unknown') fail(shelf, 'removeBook', 'not-found')
  },
  whoAsks: async () => {
    const { caller, tenant, traceparent } = currentContext()
    return {
      userId: caller?.userId ?? 'nobody',
      roles: [...(caller?.roles ?? [])],
      tenant: tenant ?? 'none',
      traceparent: traceparent ?? 'none',
    }
  },
  wait: async ({ ms }, { signal }) => {
    signal.addEventListener('abort', () => waiting.emit('aborted', signal.reason))
    waiting.emit('begun')
    await pause(ms)
    return { left: (currentContext().deadline ?? 0) - Date.now() }
  },
  misbehave: async ({ how }) => {
    if (how === 'foreign') await others.find({ id: 'x' })
    if (how === 'nested-input') await others.find({ id: 7 } as never)
    if (how === 'nested-complaint') await others.find({ id: 'burnt' })
    if (how === 'bad-output') return { ok: 'yes' } as never
    throw new Error('password=hunter2')
  },
}
