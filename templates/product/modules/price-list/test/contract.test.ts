import { type Facade, localFacade, remoteFacade, serveContract } from '@shop/platform/contract'
import { createHttpServer } from '@shop/platform/http'
import { priceListContract } from '@shop/price-list/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openModule } from './open-module.js'

const server = createHttpServer({ internal: true })
const facades: Record<string, Facade<typeof priceListContract>> = {}
let close: () => Promise<void>

beforeAll(async () => {
  const { test, module } = await openModule()
  await server.register(serveContract(priceListContract, module.implementation))
  const origin = await server.listen({ port: 0, host: '127.0.0.1' })
  facades.local = localFacade(priceListContract, module.implementation)
  facades.remote = remoteFacade(priceListContract, { origin })
  close = test.drop
})

afterAll(async () => {
  await server.close()
  await close()
})

describe.each(['local', 'remote'])('over a %s facade, one price list item', side => {
  const facade = () => facades[side] as Facade<typeof priceListContract>
  const nobody = '018f0000-0000-7000-8000-000000000000'

  it('is created and read again', async () => {
    const created = await facade().createPriceListItem({ name: ' First ' })
    expect(created).toMatchObject({ name: 'First', notes: '', version: 1 })
    expect(await facade().getPriceListItem({ id: created.id })).toEqual(created)
  })

  it('is renamed by whoever has seen its last version, once', async () => {
    const { id, version } = await facade().createPriceListItem({ name: 'First' })
    const attempts = ['Second', 'Third', 'Fourth'].map(name =>
      facade().renamePriceListItem({ id, version, name }),
    )
    const ends = await Promise.allSettled(attempts)
    const reasons = ends.flatMap(end => (end.status === 'rejected' ? [end.reason] : []))
    expect(reasons).toHaveLength(2)
    for (const reason of reasons)
      expect(reason).toMatchObject({ code: 'version-conflict', details: { fields: { version: 2 } } })
    expect(await facade().getPriceListItem({ id })).toMatchObject({ version: 2 })
  })

  it('is not found where there is none', async () => {
    await expect(facade().getPriceListItem({ id: nobody })).rejects.toMatchObject({ code: 'not-found' })
    const renaming = facade().renamePriceListItem({ id: nobody, version: 1, name: 'Second' })
    await expect(renaming).rejects.toMatchObject({ code: 'not-found', details: { status: 404 } })
  })

  it.each([{ name: ' ' }, { name: 'x'.repeat(201) }, { notes: 'no name' }])(
    'is not created from %j',
    async input => {
      const creation = facade().createPriceListItem(input as never)
      await expect(creation).rejects.toMatchObject({ code: 'invalid-input' })
    },
  )
})
