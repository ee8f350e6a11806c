import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compose } from '@shop/monolith/compose'
import { readSettings } from '@shop/monolith/environment'
import { modules } from '@shop/monolith/modules'
import { createTelemetry } from '@shop/platform/telemetry'
import { openInstallation } from '@shop/platform/testing'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { createWitness } from '../support/witness/witness.js'

it('a migration that fails half way leaves nothing, tells the place, and is applied once it is put right', async () => {
  const { env, test, folder, drop } = await openInstallation()
  onTestFinished(drop)
  const migrations = mkdtempSync(join(folder, 'migrations-'))
  const file = join(migrations, '0001_half.sql')
  const broken = createWitness('blind', migrations)
  const telemetry = createTelemetry({ service: 'product', level: 'silent' })
  const start = () => compose(readSettings(env), telemetry, { modules: [...modules, broken] })
  const tables = async () => {
    const { db } = await test.database.module<object>('witness')
    const found = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'witness'`.execute(db)
    return found.rows.map(({ name }) => name)
  }

  const ticks = 'create table ticks (\n  pid int\n);\n'
  writeFileSync(file, `${ticks}\ncreate table other (\n  id nonsense\n);\n`)
  await expect(start()).rejects.toThrow(/0001_half\.sql:6: type "nonsense" does not exist/)
  expect(await tables()).toContain('outbox')
  expect(await tables()).not.toContain('ticks')

  writeFileSync(file, `${ticks}\ncreate table other (\n  id text\n);\n`)
  const running = await start()
  expect(await tables()).toEqual(expect.arrayContaining(['ticks', 'other']))
  await running.close()
})
