import { randomUUID } from 'node:crypto'
import { type FakeProvider, startFakeProvider } from '@shop/payments/dev'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHttpPaymentProvider } from '../src/infrastructure/provider/http-payment-provider.js'
import { ProviderUnavailable } from '../src/infrastructure/provider/payment-provider.js'
import { apiKey } from './open-module.js'

/** What the module relies on. PAYMENT_PROVIDER_URL and PAYMENT_PROVIDER_KEY ask the provider's own sandbox instead of the fake. */
const sandbox = process.env.PAYMENT_PROVIDER_URL
let fake: FakeProvider
const signal = new AbortController().signal

beforeAll(async () => {
  fake = await startFakeProvider({ apiKey, webhookSecret: 'unused' })
})
afterAll(() => fake.close())
beforeEach(() => fake.setTrouble(() => null))

const open = (more: object = {}) =>
  createHttpPaymentProvider({
    url: sandbox ?? fake.url,
    apiKey: process.env.PAYMENT_PROVIDER_KEY ?? apiKey,
    ...(sandbox === undefined ? { timeout: 200 } : {}),
    ...more,
  })
const order = { amount: 1_234, currency: 'EUR', method: 'tok_ok', reference: 'order 1' }
const call = (key: string = randomUUID()) => ({ key, signal })

async function authorise(key?: string): Promise<string> {
  const answer = await open().authorise(order, call(key))
  if (answer.kind === 'refused') throw new Error(answer.reason)
  return answer.authorisation
}

describe('the provider', () => {
  it('authorises once a key, and finds by the key what it did', async () => {
    const key = randomUUID()
    const authorisation = await authorise(key)
    expect(await authorise(key)).toBe(authorisation)
    expect(await authorise()).not.toBe(authorisation)
    expect(await open().findAuthorisation(key, { signal })).toBe(authorisation)
    expect(await open().findAuthorisation(randomUUID(), { signal })).toBeNull()
  })

  it('declines with a reason', async () => {
    const answer = await open().authorise({ ...order, method: 'tok_declined' }, call())
    expect(answer).toEqual({ kind: 'refused', reason: 'card-declined' })
  })

  it('captures, as often as it is asked, and pays back', async () => {
    const authorisation = await authorise()
    await open().capture(authorisation, call())
    await open().capture(authorisation, call())
    const refund = { authorisation, amount: 1_000, refundId: 'a', paymentId: randomUUID() }
    expect(await open().refund(refund, call())).toEqual({ kind: 'accepted' })
    expect(await open().refund({ ...refund, refundId: 'b' }, call())).toEqual({
      kind: 'refused',
      reason: 'amount-too-large',
    })
  })

  it('cancels what is authorised or captured, as often as it is asked, and what is not there', async () => {
    const [one, two] = [await authorise(), await authorise()]
    await open().capture(two, call())
    for (const authorisation of [one, one, two, 'ch_unknown']) await open().cancel(authorisation, call())
    await expect(open().capture(one, call())).rejects.toThrow(ProviderUnavailable)
  })
})

describe.skipIf(sandbox !== undefined)('a provider in trouble', () => {
  it('is asked again with the same key, so that nothing happens twice', async () => {
    fake.setTrouble(({ times }) => (times === 1 ? 'lost' : times === 2 ? 'busy' : null))
    const key = randomUUID()
    const authorisation = await authorise(key)
    expect(fake.charges.filter(charge => charge.key === key).map(({ id }) => id)).toEqual([authorisation])
  })

  it('that is too slow is not waited for', async () => {
    fake.setTrouble(() => 'slow')
    const began = Date.now()
    await expect(open({ retries: 0 }).authorise(order, call())).rejects.toThrow(ProviderUnavailable)
    expect(Date.now() - began).toBeLessThan(2_000)
  })

  it('is spared further calls for a while', async () => {
    fake.setTrouble(() => 'busy')
    const provider = open({ retries: 0, breaker: { failures: 3, cooldown: 300 } })
    const before = fake.requests.length
    for (let attempt = 1; attempt <= 6; attempt++)
      await expect(provider.capture('ch_1', call())).rejects.toThrow(ProviderUnavailable)
    expect(fake.requests.length - before).toBe(3)
    fake.setTrouble(() => null)
    await new Promise(resolve => setTimeout(resolve, 350))
    expect(await provider.authorise(order, call())).toMatchObject({ kind: 'authorised' })
  })

  it('with an answer that makes no sense is no answer', async () => {
    const provider = open({ apiKey: 'wrong', retries: 0 })
    await expect(provider.authorise(order, call())).rejects.toThrow('answered with 401')
  })
})
