import type { AddressInfo } from 'node:net'
import { ContractError } from '@shop/platform/contract'
import { closeHttpServer, createHttpServer } from '@shop/platform/http'
import { type BffOptions, createBff, type SessionTokens, type WebUsers } from '../src/index.js'

export const origin = 'http://localhost:3000'
export const ada = { 'x-user-id': 'ada', 'x-user-roles': 'user' }
export const fromOwnPage = { origin, 'x-csrf-protection': '1', 'content-type': 'application/json' }

/** A server on loopback that takes whoever asks for the gateway. */
export async function openWeb(options: Partial<BffOptions>) {
  const app = createHttpServer({ internal: true })
  const users = memoryUsers()
  const profile = { load: async () => ({ name: 'Ada' }) }
  await app.register(createBff({ facades: { users }, profile, cards: [], origins: [origin], ...options }))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    users,
    ask: (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init),
    port,
    close: () => closeHttpServer(app, 2_000),
  }
}

/** Sessions whose refresh tokens are good for one use, as those of the users module. */
export function memoryUsers() {
  const good = new Set<string>()
  const calls: string[] = []
  let count = 0
  let failure: Error | null = null
  const begin = (): SessionTokens => {
    count += 1
    good.add(`refresh ${count}`)
    return { accessToken: `access ${count}`, refreshToken: `refresh ${count}`, expiresIn: 300 }
  }
  const tell = (call: string) => {
    calls.push(call)
    if (failure !== null) throw failure
  }
  const users: WebUsers = {
    signUp: async ({ email, name }) => {
      tell(`signUp ${email}`)
      return { id: 'ada', email, name }
    },
    signIn: async ({ email, password }) => {
      tell(`signIn ${email}`)
      if (password !== 'correct horse battery')
        throw new ContractError('credentials-wrong', { status: 401, title: 'Wrong' })
      return begin()
    },
    refresh: async ({ refreshToken }) => {
      tell(`refresh ${refreshToken}`)
      if (!good.delete(refreshToken))
        throw new ContractError('refresh-token-invalid', { status: 401, title: 'Sign in again' })
      return begin()
    },
    signOut: async ({ refreshToken }) => {
      tell(`signOut ${refreshToken}`)
      good.delete(refreshToken)
    },
  }
  return {
    ...users,
    calls,
    failWith: (error: Error | null) => {
      failure = error
    },
  }
}
