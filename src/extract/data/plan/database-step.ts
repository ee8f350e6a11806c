import type { ModuleData } from '../data.js'
import type { DataStep } from './data-plan.js'
import { quote, quoteText, type SqlNames } from './sql-names.js'

/** The schema moves to another server; the old one goes on feeding it until the switch is thrown. */
export function databaseStep({ module }: ModuleData, names: SqlNames): DataStep {
  const { schema, bare } = names
  const moved = [...bare, quote(`${names.module}_outbox`), quote(`${names.module}_inbox`)]
  const publication = quote(`${names.module}_move`)
  return {
    name: 'database',
    title: 'The schema moves to a database of its own',
    blockers: [],
    tasks: [
      'Set wal_level=logical on the old server, and see that each table has a primary key or REPLICA IDENTITY FULL.',
      'Copy the schema, start the subscription, wait until it has caught up; then stop writing, compare, set the sequences, and switch.',
      'Keep the old tables, without rights for anybody, until the new ones have proved themselves.',
    ],
    sql: [
      `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = ${quoteText(`${names.module}_move`)}) THEN
    CREATE PUBLICATION ${publication} FOR TABLE ${moved.map(table => `${schema}.${table}`).join(', ')};
  END IF;
END $$`,
    ],
    commands: [
      `createdb --maintenance-db="$NEW_SERVER" ${names.module}`,
      `pg_dumpall --roles-only --no-role-passwords --dbname="$OLD_URL" | grep -E '"?${names.module}_(owner|service)"?' | psql "$NEW_URL"`,
      `pg_dump --schema-only --schema='${schema}' "$OLD_URL" | psql --set ON_ERROR_STOP=1 "$NEW_URL"`,
      `psql "$NEW_URL" -c "CREATE SUBSCRIPTION ${publication.slice(1, -1)} CONNECTION '$OLD_URL' PUBLICATION ${publication.slice(1, -1)}"`,
      `psql "$NEW_URL" -c "DROP SUBSCRIPTION ${publication.slice(1, -1)}"`,
    ],
    check: {
      text: `The tables of ${module} hold the same rows on both sides.`,
      sql: moved
        .map(
          table =>
            `SELECT ${quoteText(table)} AS table_name, count(*) AS rows, coalesce(sum(hashtextextended(one::text, 0)::numeric), 0) AS checksum FROM ${schema}.${table} AS one`,
        )
        .join('\nUNION ALL\n'),
      expect: 'same-on-both',
      command: null,
    },
  }
}
