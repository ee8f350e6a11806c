import protobuf from 'protobufjs'
import { beforeAll, expect, test } from 'vitest'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import { renderProto } from '../../../../src/extract/contract/to-proto/render-proto.js'
import { productContract, productModules } from '../from-zod/product-contracts.js'
import { shopContract } from '../shop-contract.js'

let contract: Contract
beforeAll(async () => {
  contract = await shopContract()
})

/** As protobuf's own reader for JavaScript understands it. */
function read(text: string): protobuf.Root {
  const root = new protobuf.Root()
  for (const file of ['google/protobuf/timestamp.proto', 'google/protobuf/struct.proto'])
    root.addJSON(protobuf.common.get(file)?.nested ?? {})
  protobuf.parse(text, root, { keepCase: true })
  root.resolveAll()
  return root
}

test('a service of protocol buffers can be read, with streams and oneofs', () => {
  const { text } = renderProto(contract)
  const root = read(text)
  const service = root.lookupService('shop.shop')
  expect(Object.keys(service.methods)).toEqual(contract.operations.map(({ name }) => name.replace('.', '_')))
  expect(service.methods.Shop_watch?.responseStream).toBe(true)
  expect(root.lookupType('shop.Payment').oneofs.choice?.oneof).toHaveLength(2)
  expect(root.lookupType('shop.Order').fields.lines).toMatchObject({ repeated: true, type: 'Line' })
  expect(root.lookupType('shop.Order').fields).toMatchObject({
    placedAt: { type: 'google.protobuf.Timestamp' },
    prices: { keyType: 'string', type: 'string' },
    note: { options: { proto3_optional: true }, comment: null },
  })
  expect(text).toContain('// For the courier.')
})
test('messages hold what orders hold', () => {
  const order = read(renderProto(contract).text).lookupType('shop.Order')
  const value = {
    id: 'o1',
    placedAt: { seconds: 5, nanos: 0 },
    lines: [{ sku: 'a', count: 1.5 }],
    size: 'SIZE_LARGE',
    tags: ['x'],
    prices: { a: '5' },
    payment: {},
  }
  const sent = order.encode(order.fromObject(value)).finish()
  expect(order.toObject(order.decode(sent), { enums: String, longs: Number })).toEqual(value)
})
test.each(productModules)('so can the service of %s in a product', async module => {
  const { text } = renderProto(await productContract(module))
  expect(() => read(text)).not.toThrow()
})
test('numbers stay when fields come and go, and are never given to another one', async () => {
  const before = renderProto(contract)
  const changed = await shopContract(source =>
    source
      .replace('  tags: Set<string>\n', '')
      .replace('  id: string\n', '  channel: string\n  id: string\n'),
  )
  const after = renderProto(changed, before.numbers)
  const old = read(before.text).lookupType('shop.Order')
  const now = read(after.text).lookupType('shop.Order')
  expect(now.fields.id?.id).toBe(old.fields.id?.id)
  expect(now.fields.payment?.id).toBe(old.fields.payment?.id)
  expect(now.fields.channel?.id).toBe(Object.keys(old.fields).length + 1)
  expect(now.reserved).toContainEqual([old.fields.tags?.id, old.fields.tags?.id])
  expect(now.isReservedName('tags')).toBe(true)
})
