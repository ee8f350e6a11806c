import { type Caller, runInContext } from '@shop/platform/contract'
import { openTestDatabase } from '@shop/platform/testing'
import { createUsersModule, migrations, type UsersDeps, type UsersTables } from '@shop/users'
import { sql } from 'kysely'

export const keySecret = 'a secret of the tests, and a long one'
export const password = 'correct horse battery staple'
export const tokens = { issuer: 'https://shop.test', audience: 'shop' }

/** The module alone, on a database of its own, with a clock that moves when it is told and passwords that cost little. */
export async function openModule() {
  const test = await openTestDatabase([{ name: 'users', migrations }])
  const database = await test.database.module<UsersTables>('users')
  let time = Date.now()
  const client = { address: '192.0.2.1', agent: 'test' }
  const deps: UsersDeps = {
    database,
    tokens,
    keySecret,
    passwords: { cost: { ln: 10, r: 8, p: 1 } },
    readClient: () => ({ ...client }),
    now: () => new Date(time),
  }
  return {
    test,
    database,
    deps,
    client,
    module: createUsersModule(deps),
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms
    },
    readAudit: async () => {
      const { rows } = await sql<{ action: string; actor: string; subject: string; address: string }>`
        select action, actor, subject, address from audit_log where action not like 'signing-key%' order by id
      `.execute(database.db)
      return rows
    },
  }
}

export function as<T>(userId: string, work: () => Promise<T>, roles: Caller['roles'] = []): Promise<T> {
  return runInContext({ caller: { userId, roles } }, work)
}
