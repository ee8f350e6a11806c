import type { DatabaseKind, ModuleData } from '../data.js'
import { apiStep } from './api-step.js'
import type { DataPlan } from './data-plan.js'
import { databaseStep } from './database-step.js'
import { outboxStep } from './outbox-step.js'
import { ownershipStep } from './ownership-step.js'
import { roleStep } from './role-step.js'
import { schemaStep } from './schema-step.js'
import { nameForSql } from './sql-names.js'

const titles: Readonly<Record<DatabaseKind, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
  mssql: 'SQL Server',
  mongodb: 'MongoDB',
  oracle: 'Oracle',
  unknown: 'a database that its packages do not name',
}

/** How the module gets a database of its own, step by step: what is in the way, what to do, what proves it. */
export function planData(data: ModuleData): DataPlan {
  const database = data.databases.includes('postgresql') ? 'postgresql' : (data.databases[0] ?? 'unknown')
  const names = nameForSql(data)
  const steps = [
    ownershipStep(data, names),
    apiStep(data),
    outboxStep(data, names),
    roleStep(data, names),
    schemaStep(data, names),
    databaseStep(data, names),
  ]
  return {
    module: data.module,
    database,
    note: noteOn(database),
    steps: data.own.length === 0 ? [] : steps,
  }
}

function noteOn(database: DatabaseKind): string | null {
  if (database === 'postgresql') return null
  const advice =
    database === 'mongodb'
      ? 'collections need the same steps with users and databases of their own'
      : 'translate it'
  return `The SQL is that of PostgreSQL; this repository uses ${titles[database]}: ${advice}.`
}
