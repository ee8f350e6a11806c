import { createPaymentsModule, migrations, type PaymentsDeps, type PaymentsTables } from '@shop/payments'
import { startFakeProvider } from '@shop/payments/dev'
import { runInContext } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { openTestDatabase } from '@shop/platform/testing'

export const apiKey = 'key of the tests'
export const webhookSecret = 'secret that the provider shares'

/** The module alone, on a database of its own, with a provider that moves no money. */
export async function openModule() {
  const test = await openTestDatabase([{ name: 'payments', migrations }])
  const database = await test.database.module<PaymentsTables>('payments')
  const webhook = { url: null as string | null }
  const provider = await startFakeProvider({ apiKey, webhookSecret, webhookUrl: () => webhook.url })
  let time: number | null = null
  const deps: PaymentsDeps = {
    database,
    provider: { url: provider.url, apiKey, timeout: 300, retries: 1, breaker: { cooldown: 50 } },
    webhook: { secret: webhookSecret },
    log: silent,
    dailyLimit: 100_000,
    sagas: { policy: { backoff: 10, longestBackoff: 50 }, poll: 50 },
    now: () => new Date(time ?? Date.now()),
  }
  return {
    test,
    database,
    provider,
    webhook,
    deps,
    module: createPaymentsModule(deps),
    setTime: (at: number | null) => {
      time = at
    },
    close: async () => {
      await provider.close()
      await test.drop()
    },
  }
}

export function as<T>(userId: string, work: () => Promise<T>, roles: readonly string[] = []): Promise<T> {
  return runInContext({ caller: { userId, roles } }, work)
}
