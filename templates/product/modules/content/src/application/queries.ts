import { currentContext, fail } from '@shop/platform/contract'
import { contentContract } from '../contract.js'
import { type Article, isReadableBy } from '../domain/article.js'
import { findArticle, readDrafts, readPublished, searchPublished } from '../infrastructure/article-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export interface Page {
  readonly entries: readonly Article[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

export async function getArticle(
  { database, cache }: Parts,
  { id }: { readonly id: string },
): Promise<Article> {
  const article = await cache.get(id, () => findArticle(database.db, id))
  const userId = currentContext().caller?.userId ?? null
  if (article === null || !isReadableBy(article, userId)) fail(contentContract, 'getArticle', 'not-found')
  return article
}

export async function listArticles(
  { database }: Parts,
  query: { readonly tag?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<Page> {
  // One more than asked for tells whether there is another page.
  const found = await readPublished(database.db, { ...query, limit: query.limit + 1 })
  const entries = found.slice(0, query.limit)
  return { entries, next: found.length > query.limit ? (entries.at(-1)?.id ?? null) : null }
}

export async function listDrafts(
  { database }: Parts,
  { limit }: { readonly limit: number },
): Promise<readonly Article[]> {
  return await readDrafts(database.db, requireCaller(), limit)
}

export async function searchArticles(
  { database }: Parts,
  query: { readonly words: string; readonly limit: number },
): Promise<readonly Article[]> {
  return await searchPublished(database.db, query)
}
