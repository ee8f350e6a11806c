import { type QueryExecutorProvider, sql } from 'kysely'

const identifier = /^[a-z_][a-z0-9_]*$/

/**
 * What a migration says of a table whose rows belong to tenants. `force` holds for the owner too, which is the role that
 * the module works as. A migration that changes rows of all tenants lifts it for its own transaction:
 * `alter table … no force row level security`, and back.
 */
export function renderTenantPolicy(table: string, column = 'tenant'): string {
  for (const name of [table, column])
    if (!identifier.test(name)) throw new Error(`${name} is no name for a table or a column`)
  // A setting that ended with an earlier transaction of the connection is an empty text, not null.
  const own = `${column} = nullif(current_setting('app.tenant', true), '')`
  return [
    `alter table ${table} enable row level security;`,
    `alter table ${table} force row level security;`,
    `create policy tenant_rows on ${table} using (${own}) with check (${own});`,
    '',
  ].join('\n')
}

/** Read by other modules' readers, which serve all tenants. */
const shared = ['outbox']

/** Tables of the module that have a column `tenant`, but do not keep tenants apart. */
export async function findUnprotected(db: QueryExecutorProvider): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select t.relname as name
    from pg_class t
    join pg_attribute a on a.attrelid = t.oid and a.attname = 'tenant' and not a.attisdropped
    where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p') and t.relname <> all(${shared})
      and not (
        t.relrowsecurity and t.relforcerowsecurity
        and exists (select 1 from pg_policy p where p.polrelid = t.oid)
      )
    order by t.relname`.execute(db)
  return rows.map(({ name }) => name)
}
