import { defineEvent } from '@shop/platform/events'
import { z } from 'zod'

const payload = z.object({
  id: z.uuid(),
  name: z.string(),
  /** After the change. */
  version: z.int(),
})

export const priceListItemCreated = defineEvent({
  type: 'price-list.PriceListItemCreated',
  version: 1,
  description: 'One more price list item exists.',
  payload,
  key: ({ id }) => id,
})

export const priceListItemRenamed = defineEvent({
  type: 'price-list.PriceListItemRenamed',
  version: 1,
  description: 'One price list item has another name.',
  payload,
  key: ({ id }) => id,
})
