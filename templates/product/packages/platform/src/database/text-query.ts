import { CompiledQuery, type QueryExecutorProvider } from 'kysely'

/** SQL with `$1` for what does not know our ways, such as the gateway. */
export type TextQuery = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>

export function textQueryOf(db: QueryExecutorProvider): TextQuery {
  return async (text, values) => {
    const { rows } = await db.getExecutor().executeQuery(CompiledQuery.raw(text, [...values]))
    return { rows: rows as readonly Readonly<Record<string, unknown>>[] }
  }
}
