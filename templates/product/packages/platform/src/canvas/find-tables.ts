import { splitStatements } from '../database/split-statements.js'

const name = String.raw`(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))`
const created = new RegExp(
  String.raw`^create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?${name}`,
  'i',
)
const dropped = new RegExp(String.raw`^drop\s+table\s+(?:if\s+exists\s+)?${name}`, 'i')
const renamed = new RegExp(
  String.raw`^alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?${name}\s+rename\s+to\s+${name}`,
  'i',
)

/** The tables that are there after these scripts, each the text of a migration, in their order. */
export function findTables(scripts: readonly string[]): readonly string[] {
  const tables = new Set<string>()
  for (const { text } of scripts.flatMap(splitStatements)) {
    const [, ...create] = created.exec(text) ?? []
    const [, ...drop] = dropped.exec(text) ?? []
    const [, ...rename] = renamed.exec(text) ?? []
    if (drop.length > 0) tables.delete(nameOf(drop))
    if (rename.length > 0 && tables.delete(nameOf(rename))) tables.add(nameOf(rename.slice(2)))
    if (create.length > 0) tables.add(nameOf(create))
  }
  return [...tables].sort()
}

/** What PostgreSQL calls it: in quotes as it is, else in lower case. */
function nameOf([quoted, plain]: readonly (string | undefined)[]): string {
  return quoted?.replaceAll('""', '"') ?? plain?.toLowerCase() ?? ''
}
