import { credentialTables } from '../../src/credentials/index.js'
import { openTestDatabase } from '../../src/testing/index.js'
import { migrationsFolder } from '../support/shop.js'

export const secret = 'a secret of the tests, and a long one'

/** A module that keeps nothing but credentials, with a clock that moves when it is told. */
export async function openVault() {
  const migrations = await migrationsFolder({ '0001_vault.sql': credentialTables })
  const test = await openTestDatabase([{ name: 'vault', migrations }])
  let time = Date.now()
  return {
    database: await test.database.module<object>('vault'),
    drop: test.drop,
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms
    },
  }
}
