import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { paymentsContract } from '@shop/payments/contract'
import { type FakeProvider, startFakeProvider } from '@shop/payments/dev'
import { localFacade, runInContext } from '@shop/platform/contract'
import { openTestDatabase, type TestDatabase } from '@shop/platform/testing'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { apiKey, openCommerce, sources, webhookSecret } from './commerce.js'

let test: TestDatabase
let provider: FakeProvider
const children: ChildProcess[] = []

beforeAll(async () => {
  test = await openTestDatabase(sources)
  provider = await startFakeProvider({ apiKey, webhookSecret })
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await provider.close()
  await test.drop()
})

function startReplica(): ChildProcess {
  const script = fileURLToPath(new URL('./payments-process.ts', import.meta.url))
  const args = ['--import', 'tsx', script, provider.url, test.url, test.product, test.roleSecret]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  children.push(child)
  return child
}

describe('a payment whose process is killed', () => {
  it.each(['POST /v1/charges', 'POST /v1/charges/:id/capture'])(
    'while the provider answers %s is carried through by another process, once',
    async deadly => {
      const { payments } = await openCommerce(test.database, provider.url)
      const facade = localFacade(paymentsContract, payments.module.implementation)
      const id = randomUUID()
      const method = `tok_${id}`
      const asAnn = <T>(work: () => Promise<T>) =>
        runInContext({ caller: { userId: 'ann', roles: [] } }, work)
      const doomed = startReplica()
      provider.setTrouble(({ route, source }) => {
        if (route !== deadly || source !== method || doomed.killed) return null
        doomed.kill('SIGKILL')
        return 'lost'
      })
      await asAnn(() => facade.startPayment({ id, reference: 'order', amount: 700, currency: 'EUR', method }))
      await vi.waitFor(() => expect(doomed.signalCode).toBe('SIGKILL'), 40_000)
      expect(await asAnn(() => facade.getPayment({ id }))).not.toMatchObject({ status: 'captured' })
      startReplica()
      await vi.waitFor(
        async () =>
          expect(await asAnn(() => facade.getPayment({ id }))).toMatchObject({ status: 'captured' }),
        { timeout: 40_000, interval: 100 },
      )
      expect(provider.charges.filter(({ source }) => source === method)).toMatchObject([
        { state: 'captured' },
      ])
      const { rows } = await sql`select type from outbox where key = ${id}`.execute(payments.database.db)
      expect(rows).toEqual([{ type: 'payments.PaymentCaptured' }])
    },
    90_000,
  )
})
