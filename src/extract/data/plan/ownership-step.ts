import type { ModuleData, TableFacts, TableParty } from '../data.js'
import type { Blocker, DataStep } from './data-plan.js'
import { quoteText, type SqlNames } from './sql-names.js'

/** One module writes each table. A trigger notes who else does, by the name under which a connection says it is. */
export function ownershipStep({ module, own, foreign }: ModuleData, names: SqlNames): DataStep {
  const log = `${names.module}_ownership`
  return {
    name: 'ownership',
    title: 'One module writes each table',
    blockers: [
      ...own.flatMap(table => writersOf(table, party => party.module !== module)),
      ...foreign.flatMap(table => writersOf(table, party => party.module === module)),
    ],
    tasks: [
      `List the tables in the config: "${module}": { "data": { "tables": ${JSON.stringify(own.map(({ table }) => table))} } }.`,
      `Let the module connect through a pool of its own, with application_name=${names.module}.`,
    ],
    sql: [
      `CREATE SCHEMA IF NOT EXISTS "${log}"`,
      `CREATE TABLE IF NOT EXISTS "${log}"."foreign_writes" (
  table_name text NOT NULL,
  operation text NOT NULL,
  writer text NOT NULL,
  first_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (table_name, operation, writer)
)`,
      `CREATE OR REPLACE FUNCTION "${log}"."note_writer"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF current_setting('application_name') <> ${quoteText(names.module)} THEN
    INSERT INTO "${log}"."foreign_writes" (table_name, operation, writer)
    VALUES (TG_TABLE_NAME, TG_OP, current_setting('application_name'))
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$`,
      ...names.tables.map(
        table =>
          `CREATE OR REPLACE TRIGGER "note_writer" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION "${log}"."note_writer"()`,
      ),
    ],
    commands: [],
    check: {
      text: 'After a time of full use nobody else has written; the code says the same.',
      sql: `SELECT table_name, operation, writer, first_at FROM "${log}"."foreign_writes" ORDER BY first_at`,
      expect: 'no-rows',
      command: 'banyan check, with "foreign-table": ["error", { "access": ["write"] }]',
    },
  }
}

function writersOf(
  { table, owner, writers }: TableFacts,
  isMeant: (party: TableParty) => boolean,
): readonly Blocker[] {
  return writers.filter(isMeant).map(({ module, places }) => ({
    text: `${module ?? 'Code outside of all modules'} writes ${table} of ${owner ?? 'nobody'}`,
    places,
  }))
}
