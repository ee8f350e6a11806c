import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import {
  currentContext,
  defineContract,
  fail,
  type Implementation,
  instant,
} from '../../src/contract/index.js'
import { defineRoutes } from '../../src/http/index.js'

const book = z.object({ id: z.string(), title: z.string(), bought: instant() }).meta({ id: 'Book' })
const tree: z.ZodType = z.object({
  name: z.string(),
  get children() {
    return z.array(tree)
  },
})

export const library = defineContract({
  name: 'library',
  operations: {
    listBooks: {
      kind: 'query',
      description: 'Finds books.',
      input: z.object({
        limit: z.int().min(1).max(100).default(20),
        available: z.boolean().optional(),
        shelf: z.array(z.int()).default([]),
        text: z.string().optional(),
        order: z.union([z.literal('title'), z.int()]).optional(),
        since: instant().optional(),
      }),
      output: z.object({ asked: z.unknown() }),
      errors: {},
    },
    getBook: {
      kind: 'query',
      description: 'One book.',
      input: z.object({ id: z.string(), page: z.int().default(1) }),
      output: book,
      errors: { 'not-found': { status: 404, title: 'No such book' } },
    },
    renameBook: {
      kind: 'command',
      description: 'Gives a book another title.',
      input: z.object({ id: z.string(), title: z.string().min(1) }),
      output: book,
      errors: {
        'title-taken': { status: 409, title: 'Another book has this title' },
        'book-locked': { status: 409, title: 'Somebody reads it' },
      },
    },
    removeBook: {
      kind: 'command',
      description: 'Takes a book away.',
      input: z.object({ id: z.string() }),
      output: z.void(),
      errors: {},
    },
    plantTree: {
      kind: 'command',
      description: 'Takes a schema that contains itself.',
      input: z.object({ tree }),
      output: tree,
      errors: {},
    },
    whoAmI: {
      kind: 'query',
      description: 'The caller.',
      input: z.object({}),
      output: z.object({ userId: z.string(), roles: z.array(z.string()), tenant: z.string().nullable() }),
      errors: {},
    },
    slow: {
      kind: 'query',
      description: 'Takes its time.',
      input: z.object({ ms: z.int() }),
      output: z.object({ done: z.literal(true) }),
      errors: {
        'too-often': { status: 429, title: 'Wait a little' },
        closed: { status: 503, title: 'Come back later' },
      },
    },
    hidden: { kind: 'query', description: 'For modules.', input: z.object({}), output: z.void(), errors: {} },
  },
})

export const libraryRoutes = defineRoutes(library, {
  listBooks: { path: 'GET /books', auth: 'none' },
  getBook: { path: 'GET /books/:id', auth: 'none' },
  renameBook: { path: 'PUT /books/:id/title', auth: 'user' },
  removeBook: { path: 'DELETE /books/:id', auth: 'librarian' },
  plantTree: { path: 'POST /trees', auth: 'none', status: 201 },
  whoAmI: { path: 'GET /me', auth: 'user' },
  slow: { path: 'GET /slow', auth: 'none' },
})

export const libraryImplementation: Implementation<typeof library> = {
  listBooks: async asked => ({ asked }),
  getBook: async ({ id }) => {
    if (id === 'crash') throw new Error('connect postgres://shop:hunter2@db failed')
    if (id === 'missing') fail(library, 'getBook', 'not-found', { id })
    return { id, title: 'Emma', bought: '2026-01-31T09:30:00Z', secret: 'of the row' }
  },
  renameBook: async ({ id, title }) => ({ id, title, bought: '2026-01-31T09:30:00Z' }),
  removeBook: async () => {},
  plantTree: async ({ tree }) => tree,
  whoAmI: async () => {
    const { caller, tenant } = currentContext()
    return { userId: caller?.userId ?? '', roles: [...(caller?.roles ?? [])], tenant }
  },
  slow: async ({ ms }) => {
    if (ms === -1) fail(library, 'slow', 'too-often', { retryAfter: 6.2 })
    if (ms === -2) fail(library, 'slow', 'closed', { retryAfter: 30 })
    if (ms === -3) fail(library, 'slow', 'closed')
    await pause(ms)
    return { done: true }
  },
  hidden: async () => {},
}
