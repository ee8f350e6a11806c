import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Graph } from '../../graph/index.js'
import type { DatabaseKind } from './data.js'

/** Drivers that say which database a program talks to. */
const drivers: Readonly<Record<string, DatabaseKind>> = {
  pg: 'postgresql',
  'pg-promise': 'postgresql',
  postgres: 'postgresql',
  slonik: 'postgresql',
  '@prisma/adapter-pg': 'postgresql',
  '@neondatabase/serverless': 'postgresql',
  '@vercel/postgres': 'postgresql',
  '@mikro-orm/postgresql': 'postgresql',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mysql',
  '@mikro-orm/mysql': 'mysql',
  mongodb: 'mongodb',
  mongoose: 'mongodb',
  mssql: 'mssql',
  tedious: 'mssql',
  oracledb: 'oracle',
  sqlite3: 'sqlite',
  'better-sqlite3': 'sqlite',
  'sql.js': 'sqlite',
  '@libsql/client': 'sqlite',
}

/** What Prisma calls the databases that go by other names. */
const providers: Readonly<Record<string, DatabaseKind>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'mssql',
  mongodb: 'mongodb',
}

/**
 * Databases that the repository can talk to: those that its Prisma schemas name, then those that it has drivers for;
 * PostgreSQL first among the latter, and SQLite, which many have for tests alone, last.
 */
export function findDatabases(graph: Graph): readonly DatabaseKind[] {
  const installed = new Set(graph.packages.flatMap(({ dependencies }) => dependencies))
  const ofDrivers = Object.entries(drivers).flatMap(([name, kind]) => (installed.has(name) ? [kind] : []))
  const found = new Set([...ofSchemas(graph), ...ofDrivers])
  return found.size === 0 ? ['unknown'] : [...found]
}

function ofSchemas({ root, tables }: Graph): readonly DatabaseKind[] {
  const schemas = new Set(tables.flatMap(({ file }) => (file.endsWith('.prisma') ? [file] : [])))
  return [...schemas].flatMap(file => {
    const at = path.join(root, file)
    const text = existsSync(at) ? readFileSync(at, 'utf8') : ''
    const provider = /datasource\s+\w+\s*\{[^}]*\bprovider\s*=\s*"(\w+)"/.exec(text)?.[1]
    const kind = provider === undefined ? undefined : providers[provider]
    return kind === undefined ? [] : [kind]
  })
}
