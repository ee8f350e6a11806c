import type { ModuleData } from '../data.js'
import type { DataStep } from './data-plan.js'
import { quoteText, type SqlNames, tableArray } from './sql-names.js'

/** From here on the database refuses what the steps before have ended in the code. */
export function roleStep({ module }: ModuleData, names: SqlNames): DataStep {
  const { owner, service, moving } = names
  const roles = [`${names.module}_owner`, `${names.module}_service`].map(quoteText).join(', ')
  return {
    name: 'role',
    title: 'Only the role of the module may touch its tables',
    blockers: [],
    tasks: [
      `Give ${service} a password, and the module's pool this role; run its migrations as ${owner}.`,
      'Before that, look in the logs of a test run for "permission denied": whatever still reaches across shows itself.',
    ],
    sql: [
      createRole(`${names.module}_owner`, 'NOLOGIN'),
      createRole(`${names.module}_service`, 'LOGIN'),
      // Whoever still writes is refused from here on; a trigger that leads out of the schema could not move with it.
      ...names.tables.map(table => `DROP TRIGGER IF EXISTS "note_writer" ON ${table}`),
      ...moving.map(table => `ALTER TABLE ${table} OWNER TO ${owner}`),
      ...moving.map(table => `REVOKE ALL ON TABLE ${table} FROM PUBLIC`),
      revokeOthers(names),
      ...moving.map(table => `GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE ${table} TO ${service}`),
      grantSequences(names),
      ...schemasOf(moving).map(schema => `GRANT USAGE ON SCHEMA ${schema} TO ${owner}, ${service}`),
    ],
    commands: [],
    check: {
      text: `No other role that may log in can read or write the tables of ${module}.`,
      sql: `SELECT role.rolname, target.id AS table_name
FROM pg_roles AS role, unnest(${tableArray(moving)}) AS target(id)
WHERE role.rolcanlogin AND NOT role.rolsuper AND role.rolname NOT IN (${roles})
  AND has_table_privilege(role.oid, target.id, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
ORDER BY 1, 2`,
      expect: 'no-rows',
      command: null,
    },
  }
}

function createRole(name: string, may: 'LOGIN' | 'NOLOGIN'): string {
  return `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${quoteText(name)}) THEN
    CREATE ROLE "${name}" ${may};
  END IF;
END $$`
}

/** Whoever has been granted something: the program's old role, reports, forgotten accounts. */
function revokeOthers({ owner, moving }: SqlNames): string {
  return `DO $$ DECLARE granted record; BEGIN
  FOR granted IN
    SELECT DISTINCT class.oid::regclass AS target, role.rolname AS grantee
    FROM pg_class AS class, aclexplode(class.relacl) AS acl JOIN pg_roles AS role ON role.oid = acl.grantee
    WHERE class.oid = ANY (${tableArray(moving)}) AND role.rolname <> ${quoteText(owner.slice(1, -1))}
  LOOP
    EXECUTE format('REVOKE ALL ON TABLE %s FROM %I', granted.target, granted.grantee);
  END LOOP;
END $$`
}

/** Sequences of serial columns; identity columns need nothing. */
function grantSequences({ service, moving }: SqlNames): string {
  return `DO $$ DECLARE owned record; BEGIN
  FOR owned IN
    SELECT sequence.oid::regclass AS id FROM pg_class AS sequence JOIN pg_depend AS uses ON uses.objid = sequence.oid
    WHERE sequence.relkind = 'S' AND uses.deptype = 'a' AND uses.refobjid = ANY (${tableArray(moving)})
  LOOP
    EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO ${service}', owned.id);
  END LOOP;
END $$`
}

function schemasOf(tables: readonly string[]): readonly string[] {
  return [...new Set(tables.map(table => table.slice(0, table.indexOf('"."') + 1)))]
}
