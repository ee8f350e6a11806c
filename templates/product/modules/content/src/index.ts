import type { Caches } from '@shop/platform/cache'
import type { Facade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Module } from '@shop/platform/module'
import { changeArticle, draftArticle, publishArticle } from './application/commands.js'
import { getArticle, listArticles, listDrafts, searchArticles } from './application/queries.js'
import { contentContract } from './contract.js'
import type { Article } from './domain/article.js'
import { articlePublished } from './events.js'
import { routes } from './http/routes.js'
import { articleSchema } from './infrastructure/article-store.js'
import type { ContentTables } from './infrastructure/tables.js'

export type { ContentTables } from './infrastructure/tables.js'

export type ContentFacade = Facade<typeof contentContract>

export const migrations = new URL('../migrations', import.meta.url)

export interface ContentDeps {
  readonly database: ModuleDatabase<ContentTables>
  readonly caches: Pick<Caches, 'open'>
  readonly now?: () => Date
}

const minute = 60_000

export function createContentModule({
  database,
  caches,
  now = () => new Date(),
}: ContentDeps): Module<typeof contentContract> {
  const cache = caches.open({ name: 'content.articles', value: articleSchema.nullable(), ttl: 5 * minute })
  const parts = { database, cache, now }
  return {
    contract: contentContract,
    implementation: {
      draftArticle: async input => present(await draftArticle(parts, input)),
      changeArticle: async input => present(await changeArticle(parts, input)),
      publishArticle: async input => present(await publishArticle(parts, input)),
      getArticle: async input => present(await getArticle(parts, input)),
      listArticles: async input => {
        const { entries, next } = await listArticles(parts, input)
        return { entries: entries.map(present), next }
      },
      listDrafts: async input => ({ entries: (await listDrafts(parts, input)).map(present) }),
      searchArticles: async input => ({ entries: (await searchArticles(parts, input)).map(present) }),
    },
    routes,
    events: [articlePublished],
    subscriptions: [],
    jobs: [],
  }
}

function present({ tags, ...fields }: Article) {
  return { ...fields, tags: [...tags] }
}
