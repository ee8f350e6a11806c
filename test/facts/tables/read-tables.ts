import { openWorkingTree, overlayTree, readFacts, type TableUse } from '../../../src/facts/index.js'
import { temporaryProject } from '../../support/temporary-project.js'

const config = { include: [], exclude: [], tests: [], generated: [], aliases: new Map() }

/** All tables in a project of these files, read through parser, resolver and linker. */
export async function readTables(files: Readonly<Record<string, string>>): Promise<readonly TableUse[]> {
  const tree = overlayTree(openWorkingTree(temporaryProject({ 'package.json': '{}' })), files)
  return (await readFacts({ tree, config, cacheFolder: null, tables: true })).tables
}

/** As `readTables`, each use in one line: `read billing.invoices (invoices) by drizzle`. */
export async function listTables(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await readTables(files)).map(describeTable)
}

export function describeTable({ access, table, entity, by, inside }: TableUse): string {
  const named = entity === table ? table : `${table} (${entity})`
  return `${access} ${named} by ${by}${inside === undefined ? '' : ` in ${inside}`}`
}

/** The tables that one file touches, in the order of its lines. */
export async function listTablesIn(
  file: string,
  files: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  return (await readTables(files)).filter(use => use.file === file).map(describeTable)
}
