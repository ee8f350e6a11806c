import { readFile } from 'node:fs/promises'
import { type ContentFacade, type ContentTables, migrations } from '@shop/content'
import { contentContract } from '@shop/content/contract'
import { localFacade } from '@shop/platform/contract'
import type { ModuleDatabase } from '@shop/platform/database'
import { documentTables } from '@shop/platform/documents'
import type { TestDatabase } from '@shop/platform/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { as, openModule } from './open-module.js'

let test: TestDatabase
let database: ModuleDatabase<ContentTables>
let facade: ContentFacade

beforeAll(async () => {
  const opened = await openModule()
  test = opened.test
  database = opened.database
  facade = localFacade(contentContract, opened.module.implementation)
})
afterAll(() => test.drop())
beforeEach(() => sql`truncate documents, outbox`.execute(database.db))

async function publishNew(title: string, more: { text?: string; tags?: string[] } = {}) {
  const { id, version } = await as('ann', () => facade.draftArticle({ title, text: 'Words', ...more }))
  return await as('ann', () => facade.publishArticle({ id, version }))
}

it('the migration has the tables of documents as the platform wants them', async () => {
  const file = new URL('migrations/0001_documents.sql', `${migrations}/../`)
  expect(await readFile(file, 'utf8')).toBe(documentTables)
})

describe('a draft', () => {
  it('is found by its author alone, in no list and no search', async () => {
    const { id, version } = await as('ann', () => facade.draftArticle({ title: 'Secret', text: 'plans' }))
    expect(await as('ann', () => facade.getArticle({ id }))).toMatchObject({
      title: 'Secret',
      publishedAt: null,
    })
    expect((await as('ann', () => facade.listDrafts({}))).entries).toHaveLength(1)
    for (const attempt of [
      () => facade.getArticle({ id }),
      () => facade.changeArticle({ id, version, title: 'Mine' }),
      () => facade.publishArticle({ id, version }),
    ] as readonly (() => Promise<unknown>)[])
      await expect(as('bob', attempt)).rejects.toMatchObject({ code: 'not-found' })
    expect((await as('bob', () => facade.listDrafts({}))).entries).toEqual([])
    expect((await facade.listArticles({})).entries).toEqual([])
    expect((await facade.searchArticles({ words: 'secret plans' })).entries).toEqual([])
  })

  it('is published by one of those who have seen it, and told of once', async () => {
    const { id, version } = await as('ann', () => facade.draftArticle({ title: 'News', text: 'Words' }))
    await as('ann', () => facade.getArticle({ id }))
    const publications = Array.from({ length: 3 }, () =>
      as('ann', () => facade.publishArticle({ id, version })),
    )
    const ends = await Promise.allSettled(publications)
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect(await as('ann', () => facade.publishArticle({ id, version }))).toMatchObject({ version: 2 })
    const { rows } = await sql`
      select type, key, aggregate_version as version, payload->>'text' as text from outbox`.execute(
      database.db,
    )
    expect(rows).toEqual([{ type: 'content.ArticlePublished', key: id, version: '2', text: null }])
  })

  it('is not published without text', async () => {
    const { id, version } = await as('ann', () => facade.draftArticle({ title: 'News' }))
    await expect(as('ann', () => facade.publishArticle({ id, version }))).rejects.toMatchObject({
      code: 'empty',
    })
  })
})

describe('a published article', () => {
  it('is read from the cache, and anew after a change', async () => {
    const { id, version } = await publishNew('News')
    expect(await facade.getArticle({ id })).toMatchObject({ title: 'News' })
    await sql`update documents set body = jsonb_set(body, '{title}', '"Behind its back"')`.execute(
      database.db,
    )
    expect(await facade.getArticle({ id })).toMatchObject({ title: 'News' })
    await as('ann', () => facade.changeArticle({ id, version, title: 'Newer' }))
    expect(await facade.getArticle({ id })).toMatchObject({ title: 'Newer', version: 3 })
  })

  it('is changed by its author alone, who has seen its last version', async () => {
    const { id, version } = await publishNew('News')
    const change = { id, version, title: 'Other' }
    await expect(as('bob', () => facade.changeArticle(change))).rejects.toMatchObject({ code: 'not-author' })
    await as('ann', () => facade.changeArticle(change))
    await expect(as('ann', () => facade.changeArticle(change))).rejects.toMatchObject({
      code: 'version-conflict',
      details: { fields: { version: version + 1 } },
    })
  })

  it('is listed by tag in pages and found by its words', async () => {
    for (const [title, tag] of [
      ['One', 'a'],
      ['Two', 'b'],
      ['Three', 'a'],
    ] as const)
      await publishNew(title, { tags: [tag], text: `About number ${title}` })
    const first = await facade.listArticles({ tag: 'a', limit: 1 })
    const second = await facade.listArticles({ tag: 'a', limit: 1, after: first.next ?? '' })
    expect([first, second].map(({ entries }) => entries[0]?.title)).toEqual(['Three', 'One'])
    expect(second.next).toBeNull()
    const { entries } = await facade.searchArticles({ words: 'number two' })
    expect(entries.map(({ title }) => title)).toEqual(['Two'])
  })
})
