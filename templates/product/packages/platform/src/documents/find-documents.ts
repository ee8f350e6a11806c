import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { output, ZodType } from 'zod'
import type { Collection } from './collection.js'
import { columns, type Document, toDocument } from './document-store.js'

/** Fields from the outside in: `['author', 'id']`. */
export type Path = readonly [string, ...string[]]

type Scalar = boolean | number | string

/** `is`, `isNull` and `has` (an element of a list) use the index; the others look at each document. Numbers compare as numbers, texts by code point. */
export type Filter =
  | { readonly path: Path; readonly is: Scalar }
  | { readonly path: Path; readonly has: Scalar }
  | { readonly path: Path; readonly from: number | string; readonly below?: number | string }
  | { readonly path: Path; readonly exists: boolean }
  | { readonly path: Path; readonly isNull: true }

interface Row {
  readonly id: string
  readonly version: number
  readonly body: unknown
  readonly created_at: Date
  readonly updated_at: Date
}

/** By id from the largest, beginning after the one with the id `after`. */
export async function listDocuments<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  query: { readonly where?: readonly Filter[]; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly Document<output<Body>>[]> {
  const { where = [], after, limit } = query
  const { rows } = await sql<Row>`
    select ${columns} from documents
    where collection = ${collection.name} and ${after === undefined ? sql`true` : sql`id < ${after}`} and ${all(where)}
    order by id desc limit ${limit}`.execute(db)
  return rows.map(row => toDocument(collection, row))
}

/**
 * The best matches first. Words as people write them into a search box: all have to be there, `"in this order"`, `or`,
 * and `-not`.
 */
export async function searchDocuments<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  query: { readonly words: string; readonly where?: readonly Filter[]; readonly limit: number },
): Promise<readonly Document<output<Body>>[]> {
  const { words, where = [], limit } = query
  const asked = sql`websearch_to_tsquery('simple', ${words})`
  const { rows } = await sql<Row>`
    select ${columns} from documents
    where collection = ${collection.name} and search @@ ${asked} and ${all(where)}
    order by ts_rank_cd(search, ${asked}) desc, id desc limit ${limit}`.execute(db)
  return rows.map(row => toDocument(collection, row))
}

function all(filters: readonly Filter[]): RawBuilder<unknown> {
  return filters.length === 0 ? sql`true` : sql.join(filters.map(toCondition), sql` and `)
}

function toCondition(filter: Filter): RawBuilder<unknown> {
  if ('is' in filter) return sql`body @> ${nest(filter.path, filter.is)}::jsonb`
  if ('isNull' in filter) return sql`body @> ${nest(filter.path, null)}::jsonb`
  if ('has' in filter) return sql`body @> ${nest(filter.path, [filter.has])}::jsonb`
  const value = sql`body #> ${[...filter.path]}::text[]`
  if ('exists' in filter) return filter.exists ? sql`${value} is not null` : sql`${value} is null`
  const { from, below } = filter
  if (typeof from === 'string') {
    const text = sql`(body #>> ${[...filter.path]}::text[]) collate "C"`
    return below === undefined
      ? sql`${text} >= ${from}`
      : sql`(${text} >= ${from} and ${text} < ${String(below)})`
  }
  // JSON sorts by kind first; a path with another kind of value is no match rather than an error.
  const least = sql`(jsonb_typeof(${value}) = 'number' and ${value} >= ${JSON.stringify(from)}::jsonb)`
  return below === undefined ? least : sql`(${least} and ${value} < ${JSON.stringify(below)}::jsonb)`
}

function nest(path: Path, value: Scalar | null | readonly Scalar[]): string {
  return JSON.stringify(path.reduceRight<unknown>((inner, field) => ({ [field]: inner }), value))
}
