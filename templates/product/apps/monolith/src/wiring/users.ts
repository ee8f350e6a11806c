import { createUsersModule, migrations, type UsersTables } from '@shop/users'
import { tokenSettings } from '../product.js'
import type { Wiring } from './wiring.js'

export const users: Wiring = {
  source: { name: 'users', migrations },
  create: async ({ database: { module }, settings: { keySecret }, telemetry: { logger: log } }) => {
    const database = await module<UsersTables>('users')
    return {
      module: createUsersModule({ database, keySecret, tokens: tokenSettings, log }),
      database,
      purpose: 'Who may come in: accounts, sessions, roles and the keys that sign tokens.',
      mayRead: ({ payload }, { userId }) => (payload as { readonly userId: string }).userId === userId,
    }
  },
}
