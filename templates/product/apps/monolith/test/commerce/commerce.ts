import { type ContentTables, createContentModule, migrations as contentMigrations } from '@shop/content'
import {
  createPaymentsModule,
  migrations as paymentsMigrations,
  type PaymentsDeps,
  type PaymentsTables,
} from '@shop/payments'
import { openCaches } from '@shop/platform/cache'
import { type Database, silent } from '@shop/platform/database'
import { createTenantsModule, migrations as tenantsMigrations, type TenantsTables } from '@shop/tenants'

export const apiKey = 'key of the tests'
export const webhookSecret = 'secret that the provider shares'

export const sources = [
  { name: 'content', migrations: contentMigrations },
  { name: 'payments', migrations: paymentsMigrations },
  { name: 'tenants', migrations: tenantsMigrations },
]

/** The modules of the shop, as one process has them. */
export async function openCommerce(
  database: Database,
  providerUrl: string,
  more: Partial<Pick<PaymentsDeps, 'provider' | 'sagas'>> = {},
) {
  const [content, payments, tenants] = await Promise.all([
    database.module<ContentTables>('content'),
    database.module<PaymentsTables>('payments'),
    database.module<TenantsTables>('tenants'),
  ])
  const caches = openCaches({
    redisUrl: null,
    replicas: { database: content, url: database.urlOf('content') },
    log: silent,
    product: 'shop',
  })
  return {
    caches,
    content: { module: createContentModule({ database: content, caches }), database: content },
    payments: {
      module: createPaymentsModule({
        database: payments,
        provider: { url: providerUrl, apiKey },
        webhook: { secret: webhookSecret },
        log: silent,
        ...more,
      }),
      database: payments,
    },
    tenants: { module: createTenantsModule({ database: tenants }), database: tenants },
  }
}
