import { describe, expect, it } from 'vitest'
import { sliceNames } from '../../src/scaffold/render/name-forms.js'
import { renameSlice } from '../../src/scaffold/render/rename-slice.js'

describe('the entity of a module', () => {
  it.each([
    ['orders', 'order', 'orders'],
    ['order-lines', 'order-line', 'order-lines'],
    ['categories', 'category', 'categories'],
    ['addresses', 'address', 'addresses'],
    ['boxes', 'box', 'boxes'],
    ['billing', 'billing-item', 'billing-items'],
    ['status', 'status-item', 'status-items'],
    ['analytics', 'analytics-item', 'analytics-items'],
    ['news', 'news-item', 'news-items'],
    ['price-list', 'price-list-item', 'price-list-items'],
  ])('of %s is %s', (module, entity, entities) => {
    const names = sliceNames(module)
    expect([names.entity.kebab, names.entities.kebab]).toEqual([entity, entities])
  })
})

describe('the slice', () => {
  const text = [
    "import { createPriceListModule } from '@shop/price-list'",
    'const priceListItems = await priceListItem(price_list_items, PRICE_LIST)',
    'The price list item of the price list. Price list items: price-list-items/:id, PriceListItemCreated',
  ].join('\n')

  it('reads as if it had been written for the module', () => {
    expect(renameSlice(text, sliceNames('order-lines'))).toBe(
      [
        "import { createOrderLinesModule } from '@shop/order-lines'",
        'const orderLines = await orderLine(order_lines, ORDER_LINES)',
        'The order line of the order lines. Order lines: order-lines/:id, OrderLineCreated',
      ].join('\n'),
    )
  })

  it('is itself when the module bears its name', () => {
    expect(renameSlice(text, sliceNames('price-list'))).toBe(text)
  })

  it('changes paths as well', () => {
    expect(renameSlice('modules/price-list/src/domain/price-list-item.ts', sliceNames('billing'))).toBe(
      'modules/billing/src/domain/billing-item.ts',
    )
  })
})
