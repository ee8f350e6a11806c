import type { ModuleData } from '../data.js'
import type { DataStep } from './data-plan.js'
import { quoteText, type SqlNames } from './sql-names.js'

/** The module's tables stand in a schema that no constraint leads out of or into. */
export function schemaStep({ relations }: ModuleData, names: SqlNames): DataStep {
  const { schema, owner, service, moving } = names
  const existing = existingTables(names)
  return {
    name: 'schema',
    title: 'The tables stand in a schema of their own',
    blockers: relations
      .filter(({ kind }) => kind === 'foreign-key')
      .map(({ from, to, toOwner, places }) => ({
        text: `${from} has a foreign key to ${to} of ${toOwner ?? 'nobody'}`,
        places,
      })),
    tasks: [
      'Take the references out of the definitions and write a migration, else the ORM makes the constraints again.',
      'Name the schema in the definitions of the tables, or let the search path of the role find them.',
      'Where a reference is gone, the owner says by a message that a row is deleted; look for rows without their counterpart from time to time.',
    ],
    sql: [
      `CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${owner}`,
      dropForeignKeys(existing),
      ...moving.map(table => `ALTER TABLE IF EXISTS ${table} SET SCHEMA ${schema}`),
      `GRANT USAGE ON SCHEMA ${schema} TO ${service}`,
      `ALTER ROLE ${service} SET search_path = ${schema}, public`,
    ],
    commands: [],
    check: {
      text: 'All tables are there, and no foreign key leads out of the schema or into it.',
      sql: `SELECT 'missing' AS problem, name AS what
FROM unnest(ARRAY[${namesInSchema(names).map(quoteText).join(', ')}]) AS name
WHERE to_regclass(format('%I.%I', ${quoteText(names.module)}, name)) IS NULL
UNION ALL
SELECT 'foreign key', format('%s → %s', key.conrelid::regclass, key.confrelid::regclass)
FROM pg_constraint AS key
JOIN pg_class AS holder ON holder.oid = key.conrelid
JOIN pg_class AS target ON target.oid = key.confrelid
WHERE key.contype = 'f'
  AND (holder.relnamespace = to_regnamespace(${quoteText(names.module)})) IS DISTINCT FROM (target.relnamespace = to_regnamespace(${quoteText(names.module)}))
ORDER BY 1, 2`,
      expect: 'no-rows',
      command: null,
    },
  }
}

function namesInSchema({ bare, module }: SqlNames): readonly string[] {
  return [...bare.map(name => name.slice(1, -1).replaceAll('""', '"')), `${module}_outbox`, `${module}_inbox`]
}

/** Wherever they stand now, so that the step may be run again. */
function existingTables(names: SqlNames): string {
  const moved = namesInSchema(names).map(name => `${names.schema}."${name.replaceAll('"', '""')}"`)
  const all = [...names.moving, ...moved].map(table => `to_regclass(${quoteText(table)})`)
  return `array_remove(ARRAY[${all.join(', ')}], NULL)`
}

function dropForeignKeys(tables: string): string {
  return `DO $$ DECLARE key record; own regclass[] := ${tables}; BEGIN
  FOR key IN
    SELECT conrelid::regclass AS holder, conname FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND (conrelid = ANY (own)) <> (confrelid = ANY (own))
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', key.holder, key.conname);
  END LOOP;
END $$`
}
