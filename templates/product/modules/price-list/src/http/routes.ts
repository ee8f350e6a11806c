import { defineRoutes } from '@shop/platform/http'
import { priceListContract } from '../contract.js'

export const routes = defineRoutes(priceListContract, {
  createPriceListItem: { path: 'POST /price-list-items', auth: 'user', status: 201 },
  renamePriceListItem: { path: 'PATCH /price-list-items/:id', auth: 'user' },
  getPriceListItem: { path: 'GET /price-list-items/:id', auth: 'user' },
  listPriceListItems: { path: 'GET /price-list-items', auth: 'user' },
})
