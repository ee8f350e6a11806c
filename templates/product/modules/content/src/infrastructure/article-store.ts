import {
  type Document,
  defineCollection,
  type Filter,
  findDocument,
  listDocuments,
  searchDocuments,
} from '@shop/platform/documents'
import type { QueryExecutorProvider } from 'kysely'
import { z } from 'zod'
import type { Article, ArticleBody } from '../domain/article.js'

const body = z.object({
  title: z.string(),
  text: z.string(),
  tags: z.array(z.string()).readonly(),
  authorId: z.string(),
  publishedAt: z.string().nullable(),
})

/** Drafts are found by nobody. */
export const articles = defineCollection({
  name: 'articles',
  body,
  search: ({ title, text, publishedAt }) => (publishedAt === null ? null : { heading: title, text }),
})

export const articleSchema = body.extend({ id: z.string(), version: z.number() })

const published: Filter = { path: ['publishedAt'], from: '' }

export function toArticle({ id, version, body }: Document<ArticleBody>): Article {
  return { ...body, id, version }
}

export async function findArticle(db: QueryExecutorProvider, id: string): Promise<Article | null> {
  const found = await findDocument(db, articles, id)
  return found === null ? null : toArticle(found)
}

/** Published ones, the newest first, beginning after the one with the id. */
export async function readPublished(
  db: QueryExecutorProvider,
  query: { readonly tag?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Article[]> {
  const { tag, after, limit } = query
  const where: readonly Filter[] = tag === undefined ? [published] : [published, { path: ['tags'], has: tag }]
  return (await listDocuments(db, articles, { where, after, limit })).map(toArticle)
}

export async function readDrafts(
  db: QueryExecutorProvider,
  authorId: string,
  limit: number,
): Promise<readonly Article[]> {
  const found = await listDocuments(db, articles, {
    where: [
      { path: ['authorId'], is: authorId },
      { path: ['publishedAt'], isNull: true },
    ],
    limit,
  })
  return found.map(toArticle)
}

export async function searchPublished(
  db: QueryExecutorProvider,
  query: { readonly words: string; readonly limit: number },
): Promise<readonly Article[]> {
  return (await searchDocuments(db, articles, query)).map(toArticle)
}
