import type { TableUse } from '../facts/index.js'
import type { Module } from '../graph/graph.js'
import { derivePlantPath, wrapScript } from './plant-import.js'
import type { Plant } from './rule.js'

/** A way to touch a table in a line of SQL. */
interface Statement {
  readonly access: TableUse['access']
  readonly write: (table: string) => string
}

/** One statement for each access; the first that a rule judges is planted. */
export const statements: readonly Statement[] = [
  { access: 'read', write: table => `SELECT * FROM ${table} WHERE id = 1` },
  { access: 'write', write: table => `DELETE FROM ${table} WHERE id = 1` },
  { access: 'refer', write: table => `CREATE TABLE banyan_plant (id int REFERENCES ${table} (id))` },
  { access: 'define', write: table => `ALTER TABLE ${table} ADD COLUMN banyan_plant int` },
]

/** Plants of one module: all statements stand in one file beside an existing one. */
export function plantStatements(
  host: string,
  from: Module,
  planted: readonly { readonly to: Module; readonly text: string }[],
): readonly Plant[] {
  const file = derivePlantPath(host)
  const code = planted.map(({ text }, index) => `const banyanPlant${index} = { sql: '${text}' }`)
  const files = { [file]: wrapScript(file, code.join('\n')) }
  return planted.map(({ to }) => ({
    label: `${from.name} → ${to.name}`,
    files,
    expects: violation =>
      violation.rule === 'foreign-table' && violation.from.file === file && violation.to.module === to.name,
  }))
}
