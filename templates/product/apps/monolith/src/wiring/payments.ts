import { readEnvironment, refuseEmbeddedInProduction } from '@shop/platform/config'
import { createPaymentsModule, migrations, type PaymentsTables, webhook, webhookRoutes } from '@shop/payments'
import { paymentsContract } from '@shop/payments/contract'
import { z } from 'zod'
import type { Wiring } from './wiring.js'

const schema = z.object({
  NODE_ENV: z.string().optional(),
  PAYMENT_PROVIDER_URL: z.url().optional().describe('the API of the payment provider'),
  PAYMENT_PROVIDER_KEY: z.string().default('key for development').describe('what the provider knows us by'),
  PAYMENT_WEBHOOK_SECRET: z
    .string()
    .default('secret for development')
    .describe('what the provider signs with'),
})

export const payments: Wiring = {
  source: { name: 'payments', migrations },
  create: async ({ database: { module }, telemetry: { logger: log }, facade }) => {
    const env = readEnvironment(schema)
    const { PAYMENT_PROVIDER_URL: given, PAYMENT_PROVIDER_KEY: apiKey, PAYMENT_WEBHOOK_SECRET: secret } = env
    refuseEmbeddedInProduction(env.NODE_ENV, [
      { name: 'payment provider', variable: 'PAYMENT_PROVIDER_URL', embedded: given === undefined },
    ])
    const provider =
      given === undefined ? await startFakeProvider(apiKey, secret) : { url: given, close: undefined }
    const database = await module<PaymentsTables>('payments')
    const operations = facade(paymentsContract)
    return {
      module: createPaymentsModule({
        database,
        provider: { url: provider.url, apiKey },
        webhook: { secret },
        log,
      }),
      database,
      purpose: 'Payments: taken through a provider, kept as the events that happened to them.',
      card: { name: 'payments', load: ({ signal }) => operations.listPayments({}, { signal }) },
      mayRead: ({ payload }, { userId }) => (payload as { readonly payerId?: string }).payerId === userId,
      plugin: webhook(operations),
      pluginRoutes: webhookRoutes,
      ...(provider.close === undefined ? {} : { close: provider.close }),
    }
  },
}

/** Moves no money. Loaded only where somebody develops. */
async function startFakeProvider(apiKey: string, webhookSecret: string) {
  const fake = await import('@shop/payments/dev')
  return fake.startFakeProvider({ apiKey, webhookSecret })
}
