import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseProblem } from './database-problem.js'
import { type Statement, splitStatements } from './split-statements.js'

/** A module as migrations see it. */
export interface MigrationSource {
  readonly name: string
  /** Folder of `NNNN_name.sql` files; null for a module without data of its own. */
  readonly migrations: string | URL | null
}

export interface Migration {
  /** Without ending: `0001_users`. */
  readonly name: string
  /** Where a person finds it. */
  readonly path: string
  /** `expand` is safe while the previous release still runs; `contract` takes away what only that one used. */
  readonly phase: 'expand' | 'contract'
  readonly checksum: string
  readonly statements: readonly Statement[]
}

const fileName = /^\d{4}_[a-z0-9]+([_-][a-z0-9]+)*\.sql$/
const phaseMark = /^--\s*phase:\s*(\S+)\s*$/m
const transactionWord =
  /^(begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/i

export async function readMigrations(source: MigrationSource): Promise<readonly Migration[]> {
  if (source.migrations === null) return []
  const folder = source.migrations instanceof URL ? fileURLToPath(source.migrations) : source.migrations
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort()
  const numbers = new Map<string, string>()
  for (const name of names) {
    if (!fileName.test(name))
      throw misnamed(join(folder, name), 'Call it like 0001_users.sql: four digits, then lower case.')
    const twin = numbers.get(name.slice(0, 4))
    if (twin)
      throw misnamed(
        join(folder, name),
        `Its number is taken by ${twin}: give the newer one the next free number.`,
      )
    numbers.set(name.slice(0, 4), name)
  }
  return Promise.all(
    names.map(async name =>
      parseMigration(name, join(folder, name), await readFile(join(folder, name), 'utf8')),
    ),
  )
}

/** Line endings do not count for the checksum, since Git changes them. */
export function parseMigration(file: string, path: string, content: string): Migration {
  const script = content.replaceAll('\r\n', '\n')
  const phase = phaseMark.exec(script)?.[1] ?? 'expand'
  if (phase !== 'expand' && phase !== 'contract')
    throw misnamed(path, `Its phase is ${phase}; there are expand and contract.`)
  const statements = splitStatements(script)
  const own = statements.find(({ text }) => transactionWord.test(text))
  if (own) throw misnamed(path, `Line ${own.line} speaks of transactions; the whole file is one already.`)
  const checksum = createHash('sha256').update(script).digest('hex')
  return { name: file.replace(/\.sql$/, ''), path, phase, checksum, statements }
}

function misnamed(path: string, remedy: string): DatabaseProblem {
  return new DatabaseProblem('migration-misnamed', `${path} is no migration that can be applied.`, remedy)
}
