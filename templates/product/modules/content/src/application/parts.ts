import type { Cache } from '@shop/platform/cache'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Article } from '../domain/article.js'
import type { ContentTables } from '../infrastructure/tables.js'

/** What use cases are made of. */
export interface Parts {
  readonly database: ModuleDatabase<ContentTables>
  /** By id, drafts too. */
  readonly cache: Cache<Article | null>
  readonly now: () => Date
}
