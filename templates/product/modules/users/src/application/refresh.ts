import { fail } from '@shop/platform/contract'
import { accessTokenLifetime } from '@shop/platform/credentials'
import { type Input, type Tokens, usersContract } from '../contract.js'
import { findUser } from '../infrastructure/user-store.js'
import type { Parts } from './parts.js'

export async function refresh(parts: Parts, { refreshToken }: Input<'refresh'>): Promise<Tokens> {
  const { database, sessions, tokens, audit } = parts
  // Nothing is thrown in the transaction: the end of a stolen session has to be committed.
  const renewal = await database.transaction(async tx => {
    const renewed = await sessions.renew(tx, refreshToken)
    if (renewed.kind === 'reused') {
      const { userId: subject, session } = renewed
      await audit(tx, { action: 'refresh-token-reused', subject, actor: null, details: { session } })
    }
    return renewed
  })
  const user = renewal.kind === 'renewed' ? await findUser(database.db, renewal.userId) : null
  if (renewal.kind !== 'renewed' || user === null) fail(usersContract, 'refresh', 'refresh-token-invalid')
  const accessToken = await tokens.sign(user)
  return { accessToken, expiresIn: accessTokenLifetime, refreshToken: renewal.refreshToken }
}
