import { defineContract } from '@shop/platform/contract'
import { z } from 'zod'

export const priceListItemSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  notes: z.string(),
  /** Grows by one with each change. */
  version: z.int(),
  createdAt: z.iso.datetime(),
})

const name = z.string().trim().min(1).max(200)
const notFound = { status: 404, title: 'There is no such price list item' }

export const priceListContract = defineContract({
  name: 'price-list',
  operations: {
    createPriceListItem: {
      kind: 'command',
      description: 'Creates one price list item.',
      input: z.object({ name, notes: z.string().trim().max(2_000).default('') }),
      output: priceListItemSchema,
      errors: {},
    },
    renamePriceListItem: {
      kind: 'command',
      description:
        'Renames one price list item, unless it was changed since the version that the caller has seen.',
      input: z.object({ id: z.uuid(), version: z.int().positive(), name }),
      output: priceListItemSchema,
      errors: {
        'not-found': notFound,
        'version-conflict': { status: 409, title: 'It was changed meanwhile; read it again' },
      },
    },
    getPriceListItem: {
      kind: 'query',
      description: 'Reads one price list item.',
      input: z.object({ id: z.uuid() }),
      output: priceListItemSchema,
      errors: { 'not-found': notFound },
    },
    listPriceListItems: {
      kind: 'query',
      description: 'Lists price list items, the newest first, one page at a time.',
      input: z.object({
        /** The `next` of the page before. */
        after: z.uuid().optional(),
        limit: z.int().min(1).max(100).default(20),
      }),
      output: z.object({ entries: z.array(priceListItemSchema), next: z.uuid().nullable() }),
      errors: {},
    },
  },
})
