import type pg from 'pg'
import { rethrow } from './telling-pool.js'

/** SQL with `$1` for what does not know our ways, such as the gateway. */
export type TextQuery = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>

export function textQueryOf(pool: pg.Pool): TextQuery {
  return (text, values) => pool.query(text, [...values]).catch(rethrow)
}
