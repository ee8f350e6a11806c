import type { QueryExecutorProvider } from 'kysely'

type Watcher = (type: string) => void

const watchers = new WeakMap<QueryExecutorProvider, Set<Watcher>>()

/** Calls the watcher with the type of each event that is published and committed with this pool. Answers how to end it. */
export function watchPublications(db: QueryExecutorProvider, watcher: Watcher): () => void {
  const all = watchers.get(db) ?? new Set()
  watchers.set(db, all.add(watcher))
  return () => void all.delete(watcher)
}

export function tellPublished(db: QueryExecutorProvider, type: string): void {
  for (const watcher of watchers.get(db) ?? []) watcher(type)
}
