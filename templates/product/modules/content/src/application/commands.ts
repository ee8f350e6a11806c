import { fail } from '@shop/platform/contract'
import { insertDocument, replaceDocument } from '@shop/platform/documents'
import { publish } from '@shop/platform/outbox'
import type { QueryExecutorProvider } from 'kysely'
import { contentContract } from '../contract.js'
import { type Article, type ArticleBody, draft, type Edit, edit, publishAt } from '../domain/article.js'
import { newId } from '../domain/new-id.js'
import { articlePublished } from '../events.js'
import { articles, findArticle, toArticle } from '../infrastructure/article-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

type Changing = 'changeArticle' | 'publishArticle'

export async function draftArticle({ database }: Parts, input: Required<Edit>): Promise<Article> {
  const body = draft({ ...input, authorId: requireCaller() })
  const document = await insertDocument(database.db, articles, { id: newId(), body })
  if (document === null) throw new Error('An id was given twice')
  return toArticle(document)
}

export async function changeArticle(
  { database, cache }: Parts,
  { id, version, ...changes }: Edit & { readonly id: string; readonly version: number },
): Promise<Article> {
  const userId = requireCaller()
  const changed = await database.transaction(async tx => {
    const current = await findOwn(tx, 'changeArticle', { id, userId })
    return await replace(tx, 'changeArticle', { id, version, body: edit(current, changes) })
  })
  await cache.invalidate(id)
  return changed
}

export async function publishArticle(
  { database, cache, now }: Parts,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Article> {
  const userId = requireCaller()
  const article = await database.transaction(async tx => {
    const current = await findOwn(tx, 'publishArticle', { id, userId })
    const publication = publishAt(current, now())
    if (publication.kind === 'unchanged') return current
    if (publication.kind === 'empty') fail(contentContract, 'publishArticle', 'empty')
    const { body } = publication
    const replaced = await replace(tx, 'publishArticle', { id, version, body })
    const payload = { ...body, articleId: id, tags: [...body.tags] }
    await publish(tx, articlePublished, payload, { aggregateVersion: replaced.version })
    return replaced
  })
  await cache.invalidate(id)
  return article
}

async function findOwn(
  tx: QueryExecutorProvider,
  operation: Changing,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<Article> {
  const article = await findArticle(tx, id)
  if (article?.authorId === userId) return article
  // Of somebody else's draft not even this much is told.
  if (article === null || article.publishedAt === null) return fail(contentContract, operation, 'not-found')
  return fail(contentContract, operation, 'not-author')
}

async function replace(
  tx: QueryExecutorProvider,
  operation: Changing,
  next: { readonly id: string; readonly version: number; readonly body: ArticleBody },
): Promise<Article> {
  const { title, text, tags, authorId, publishedAt } = next.body
  const body = { title, text, tags, authorId, publishedAt }
  const result = await replaceDocument(tx, articles, { ...next, body })
  if (result.kind === 'done') return toArticle(result.document)
  if (result.kind === 'missing') return fail(contentContract, operation, 'not-found')
  return fail(contentContract, operation, 'version-conflict', { version: result.version })
}
