import { openCaches } from '@shop/platform/cache'
import { type ContentTables, createContentModule, migrations } from '@shop/content'
import { contentContract } from '@shop/content/contract'
import { product } from '../product.js'
import type { Wiring } from './wiring.js'

export const content: Wiring = {
  source: { name: 'content', migrations },
  create: async ({
    database: { module, urlOf },
    settings: { redisUrl },
    telemetry: { logger: log },
    facade,
  }) => {
    const database = await module<ContentTables>('content')
    const caches = openCaches({ redisUrl, replicas: { database, url: urlOf('content') }, log, product })
    const { listArticles } = facade(contentContract)
    return {
      module: createContentModule({ database, caches }),
      database,
      purpose: 'Articles: written as drafts, published, found by their words.',
      card: { name: 'content', load: ({ signal }) => listArticles({ limit: 5 }, { signal }) },
      // What is published is for everybody.
      mayRead: () => true,
      close: caches.close,
    }
  },
}
