import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { output, ZodType } from 'zod'
import type { Collection } from './collection.js'

export interface Document<Body> {
  readonly id: string
  /** From 1; grows by one with each change. */
  readonly version: number
  readonly body: Body
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Where a document was changed since the version that whoever replaces it has seen, nothing happens. */
export type Versioned<Body> =
  | { readonly kind: 'done'; readonly document: Document<Body> }
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'missing' }

interface Row {
  readonly id: string
  readonly version: number
  readonly body: unknown
  readonly created_at: Date
  readonly updated_at: Date
}

export const columns = sql.raw('id, version, body, created_at, updated_at')

/** Null where the id is taken. */
export async function insertDocument<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  { id, body }: { readonly id: string; readonly body: output<Body> },
): Promise<Document<output<Body>> | null> {
  const { rows } = await sql<Row>`
    insert into documents (collection, id, version, body, search)
    values (${collection.name}, ${id}, 1, ${toJson(collection, body)}::jsonb, ${toVector(collection, body)})
    on conflict do nothing returning ${columns}`.execute(db)
  return rows[0] === undefined ? null : toDocument(collection, rows[0])
}

export async function replaceDocument<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  { id, version, body }: { readonly id: string; readonly version: number; readonly body: output<Body> },
): Promise<Versioned<output<Body>>> {
  const { rows } = await sql<Row>`
    update documents set version = version + 1, updated_at = now(),
      body = ${toJson(collection, body)}::jsonb, search = ${toVector(collection, body)}
    where collection = ${collection.name} and id = ${id} and version = ${version}
    returning ${columns}`.execute(db)
  if (rows[0] !== undefined) return { kind: 'done', document: toDocument(collection, rows[0]) }
  return await explainMiss(db, collection, id)
}

/** `done` has what was deleted. */
export async function deleteDocument<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Versioned<output<Body>>> {
  const { rows } = await sql<Row>`
    delete from documents where collection = ${collection.name} and id = ${id} and version = ${version}
    returning ${columns}`.execute(db)
  if (rows[0] !== undefined) return { kind: 'done', document: toDocument(collection, rows[0]) }
  return await explainMiss(db, collection, id)
}

export async function findDocument<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  id: string,
): Promise<Document<output<Body>> | null> {
  const { rows } = await sql<Row>`
    select ${columns} from documents where collection = ${collection.name} and id = ${id}`.execute(db)
  return rows[0] === undefined ? null : toDocument(collection, rows[0])
}

async function explainMiss<Body extends ZodType>(
  db: QueryExecutorProvider,
  collection: Collection<Body>,
  id: string,
): Promise<Versioned<output<Body>>> {
  const found = await findDocument(db, collection, id)
  return found === null ? { kind: 'missing' } : { kind: 'conflict', version: found.version }
}

export function toDocument<Body extends ZodType>(
  collection: Collection<Body>,
  { id, version, body, created_at, updated_at }: Row,
): Document<output<Body>> {
  return { id, version, body: collection.body.parse(body), createdAt: created_at, updatedAt: updated_at }
}

function toJson<Body extends ZodType>(collection: Collection<Body>, body: output<Body>): string {
  return JSON.stringify(collection.body.parse(body))
}

function toVector<Body extends ZodType>(
  collection: Collection<Body>,
  body: output<Body>,
): RawBuilder<unknown> {
  const searchable = collection.search?.(body) ?? null
  if (searchable === null) return sql`null`
  const { heading, text } = searchable
  return sql`setweight(to_tsvector('simple', ${heading}), 'A') || setweight(to_tsvector('simple', ${text}), 'B')`
}
