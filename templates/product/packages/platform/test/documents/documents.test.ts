import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ModuleDatabase } from '../../src/database/index.js'
import {
  defineCollection,
  deleteDocument,
  documentTables,
  type Filter,
  findDocument,
  insertDocument,
  listDocuments,
  replaceDocument,
  searchDocuments,
} from '../../src/documents/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { migrationsFolder } from '../support/shop.js'

const recipes = defineCollection({
  name: 'recipes',
  body: z.object({
    title: z.string(),
    text: z.string().default(''),
    cook: z.object({ name: z.string() }).optional(),
    minutes: z.union([z.number(), z.string()]).optional(),
    tags: z.array(z.string()).default([]),
    isHidden: z.boolean().default(false),
  }),
  search: ({ title, text, isHidden }) => (isHidden ? null : { heading: title, text }),
})
const drinks = defineCollection({ ...recipes, name: 'drinks' })

let test: TestDatabase
let database: ModuleDatabase<object>
const names = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id)

beforeAll(async () => {
  const migrations = await migrationsFolder({ '0001_documents.sql': documentTables })
  test = await openTestDatabase([{ name: 'kitchen', migrations }])
  database = await test.database.module('kitchen')
})
afterAll(() => test.drop())
beforeEach(() => sql`truncate documents`.execute(database.db))

async function insert(id: string, body: z.input<typeof recipes.body>, collection = recipes) {
  return await insertDocument(database.db, collection, { id, body: recipes.body.parse(body) })
}

describe('a document', () => {
  it('is there once, in its own collection', async () => {
    expect(await insert('a', { title: 'Soup' })).toMatchObject({
      version: 1,
      body: { title: 'Soup', tags: [] },
    })
    expect(await insert('a', { title: 'Other' })).toBeNull()
    expect(await insert('a', { title: 'Tea' }, drinks)).not.toBeNull()
    expect(await findDocument(database.db, recipes, 'a')).toMatchObject({ body: { title: 'Soup' } })
    expect(await findDocument(database.db, recipes, 'b')).toBeNull()
  })

  it('is replaced by one of those who have seen its version', async () => {
    const body = recipes.body.parse({ title: 'Soup' })
    await insert('a', body)
    const attempts = await Promise.all(
      ['x', 'y', 'z'].map(text =>
        replaceDocument(database.db, recipes, { id: 'a', version: 1, body: { ...body, text } }),
      ),
    )
    expect(attempts.map(({ kind }) => kind).toSorted()).toEqual(['conflict', 'conflict', 'done'])
    expect(attempts.find(({ kind }) => kind === 'conflict')).toEqual({ kind: 'conflict', version: 2 })
    expect(await replaceDocument(database.db, recipes, { id: 'b', version: 1, body })).toEqual({
      kind: 'missing',
    })
  })

  it('is deleted by whoever has seen its version', async () => {
    await insert('a', { title: 'Soup' })
    expect(await deleteDocument(database.db, recipes, { id: 'a', version: 2 })).toMatchObject({
      kind: 'conflict',
    })
    expect(await deleteDocument(database.db, recipes, { id: 'a', version: 1 })).toMatchObject({
      kind: 'done',
    })
    expect(await findDocument(database.db, recipes, 'a')).toBeNull()
  })

  it('is refused when it is not what the collection keeps, on the way in and out', async () => {
    await expect(
      insertDocument(database.db, recipes, { id: 'a', body: { title: 1 } as never }),
    ).rejects.toThrow()
    await insert('a', { title: 'Soup' })
    await sql`update documents set body = '{}'`.execute(database.db)
    await expect(findDocument(database.db, recipes, 'a')).rejects.toThrow()
  })
})

describe('a list', () => {
  beforeEach(async () => {
    await insert('a', { title: 'Soup', minutes: 9, tags: ['warm', 'quick'], cook: { name: 'Ann' } })
    await insert('b', { title: 'Roast', minutes: 100, tags: ['warm'], cook: { name: 'Bob' } })
    await insert('c', { title: 'Salad', minutes: 'few', tags: [] })
    await insert('d', { title: 'Tea', minutes: 9 }, drinks)
  })

  it.each<[string, readonly Filter[]]>([
    ['a', [{ path: ['cook', 'name'], is: 'Ann' }]],
    ['a', [{ path: ['minutes'], is: 9 }]],
    ['ba', [{ path: ['tags'], has: 'warm' }]],
    ['b', [{ path: ['minutes'], from: 10 }]],
    ['a', [{ path: ['minutes'], from: 0, below: 100 }]],
    ['cb', [{ path: ['title'], from: 'R', below: 'So' }]],
    ['c', [{ path: ['cook'], exists: false }]],
    ['', [{ path: ['cook'], isNull: true }]],
    ['ba', [{ path: ['cook', 'name'], exists: true }]],
    [
      'b',
      [
        { path: ['tags'], has: 'warm' },
        { path: ['cook', 'name'], is: 'Bob' },
      ],
    ],
    ['', [{ path: ['title'], is: "' or true --" }]],
    ['', [{ path: ["x' #> '{}'"], exists: true }]],
  ])('has %j for %j', async (expected, where) => {
    expect(names(await listDocuments(database.db, recipes, { where, limit: 10 })).join('')).toBe(expected)
  })

  it('goes on after a document', async () => {
    expect(names(await listDocuments(database.db, recipes, { limit: 2 }))).toEqual(['c', 'b'])
    expect(names(await listDocuments(database.db, recipes, { after: 'b', limit: 2 }))).toEqual(['a'])
  })
})

describe('a search', () => {
  beforeEach(async () => {
    await insert('a', { title: 'Pumpkin soup', text: 'warm and orange' })
    await insert('b', { title: 'Bread', text: 'goes with SOUP, and with pumpkin seeds' })
    await insert('c', { title: 'Secret soup', isHidden: true })
    await insert('d', { title: 'Soup of the day' }, drinks)
  })

  it.each([
    ['soup', 'ab'],
    ['pumpkin soup', 'ab'],
    ['"pumpkin soup"', 'a'],
    ['soup -bread', 'a'],
    ['orange or seeds', 'ba'],
    ['secret', ''],
    ["it's & (broken | !", ''],
    ['', ''],
  ])('for %j finds %j, headings first', async (words, expected) => {
    const found = await searchDocuments(database.db, recipes, { words, limit: 10 })
    expect(names(found).join('')).toBe(expected)
  })

  it('finds a document by its new words after it was replaced', async () => {
    const body = recipes.body.parse({ title: 'Stew' })
    await replaceDocument(database.db, recipes, { id: 'a', version: 1, body })
    expect(names(await searchDocuments(database.db, recipes, { words: 'pumpkin', limit: 10 }))).toEqual(['b'])
    const where: readonly Filter[] = [{ path: ['title'], is: 'Stew' }]
    expect(names(await searchDocuments(database.db, recipes, { words: 'stew', where, limit: 10 }))).toEqual([
      'a',
    ])
  })
})
