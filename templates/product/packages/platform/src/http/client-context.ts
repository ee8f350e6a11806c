import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'

/** Where a request comes from, as far as it is known. */
export interface Client {
  readonly address: string | null
  readonly agent: string | null
}

const storage = new AsyncLocalStorage<Client>()
const nobody: Client = { address: null, agent: null }

/** Who sent the request that is being answered, as the gateway tells. */
export function currentClient(): Client {
  return storage.getStore() ?? nobody
}

export function rememberClients(app: FastifyInstance): void {
  app.addHook('onRequest', ({ headers }, _, done) => {
    const forwarded = headers['x-forwarded-for']
    const address = typeof forwarded === 'string' ? (forwarded.split(',').at(-1)?.trim() ?? null) : null
    storage.run({ address, agent: headers['user-agent'] ?? null }, done)
  })
}
