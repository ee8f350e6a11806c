import { ConfigurationError, readEnvironment } from '@shop/platform/config'
import { createPaymentsModule, migrations, type PaymentsTables, webhook, webhookRoutes } from '@shop/payments'
import { paymentsContract } from '@shop/payments/contract'
import { z } from 'zod'
import type { Wiring } from './wiring.js'

const schema = z.object({
  NODE_ENV: z.string().optional(),
  PAYMENT_PROVIDER_URL: z.url().optional().describe('the API of the payment provider'),
  PAYMENT_PROVIDER_KEY: z.string().optional().describe('what the provider knows us by'),
  PAYMENT_WEBHOOK_SECRET: z.string().optional().describe('what the provider signs with'),
})
const needed = ['PAYMENT_PROVIDER_URL', 'PAYMENT_PROVIDER_KEY', 'PAYMENT_WEBHOOK_SECRET'] as const

/** With stand-ins where somebody develops: money, and webhooks that anybody could sign, are not for production. */
function readProvider() {
  const env = readEnvironment(schema)
  const missing = needed.filter(variable => env[variable] === undefined)
  if (env.NODE_ENV === 'production' && missing.length > 0)
    throw new ConfigurationError(missing.map(describeMissing))
  return {
    url: env.PAYMENT_PROVIDER_URL,
    apiKey: env.PAYMENT_PROVIDER_KEY ?? 'key for development',
    secret: env.PAYMENT_WEBHOOK_SECRET ?? 'secret for development',
  }
}

function describeMissing(variable: (typeof needed)[number]) {
  const wayOut = `Set ${variable} (${schema.shape[variable].description}), or ${variable}_FILE to a file that holds it`
  return { variable, problem: 'is not set, and what stands in for it is for development', wayOut }
}

export const payments: Wiring = {
  source: { name: 'payments', migrations },
  checkEnvironment: readProvider,
  create: async ({ database: { module }, telemetry: { logger: log }, facade }) => {
    const { url: given, apiKey, secret } = readProvider()
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
