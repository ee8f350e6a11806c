import type { output, ZodType } from 'zod'

/** What a document is found by. Words of the heading weigh more. */
export interface Searchable {
  readonly heading: string
  readonly text: string
}

export interface CollectionDefinition<Body extends ZodType> {
  readonly name: string
  /** What it gives is what JSON knows: no dates. */
  readonly body: Body
  /** Null keeps a document out of searches. Documents written before it was changed are found as they were. */
  readonly search?: (body: output<Body>) => Searchable | null
}

export type Collection<Body extends ZodType = ZodType> = CollectionDefinition<Body>

export function defineCollection<Body extends ZodType>(
  collection: CollectionDefinition<Body>,
): Collection<Body> {
  return collection
}
