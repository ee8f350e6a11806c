import { ContractError, platformError, runInContext } from '@shop/platform/contract'
import { readContext } from '@shop/platform/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createSessionCookie } from './session-cookie.js'
import { shareRefreshes } from './share-refreshes.js'
import type { SessionTokens, WebUsers } from './web-users.js'

export interface SessionOptions {
  readonly users: WebUsers
  readonly secure: boolean
}

/** The page gets an access token, which it keeps in memory; the cookie alone outlives it. */
export function mountSession(app: FastifyInstance, { users, secure }: SessionOptions): void {
  const cookie = createSessionCookie({ secure })
  const refresh = shareRefreshes(refreshToken => users.refresh({ refreshToken }))
  const begin = (reply: FastifyReply, { accessToken, refreshToken, expiresIn }: SessionTokens) => {
    cookie.write(reply, refreshToken)
    return reply.send({ accessToken, expiresIn })
  }
  const end = async (refreshToken: string | null) => {
    if (refreshToken !== null) await users.signOut({ refreshToken })
  }

  app.post('/web/users', async (request, reply) => {
    const input = readBody<Parameters<WebUsers['signUp']>[0]>(request)
    const signedUp = await runInContext(readContext(request), () => users.signUp(input))
    return reply.code(201).send(signedUp)
  })

  app.post('/web/session', async (request, reply) => {
    const input = readBody<Parameters<WebUsers['signIn']>[0]>(request)
    const tokens = await runInContext(readContext(request), () => users.signIn(input))
    await end(cookie.read(request)).catch(error => request.log.warn({ err: error }, 'A session stays open'))
    return begin(reply, tokens)
  })

  app.post('/web/session/refresh', async (request, reply) => {
    const token = cookie.read(request)
    if (token === null) throw platformError('unauthenticated')
    const tokens = await refresh(token).catch(error => {
      if (isFinal(error)) cookie.clear(reply)
      throw error
    })
    return begin(reply, tokens)
  })

  app.delete('/web/session', async (request, reply) => {
    cookie.clear(reply)
    await end(cookie.read(request)).catch(error => {
      if (!isFinal(error)) throw error
    })
    return reply.code(204).send()
  })
}

/** The facade checks what it is. */
function readBody<Input>({ body }: FastifyRequest): Input {
  return (body ?? {}) as Input
}

/** Whether the session is over, rather than that nobody could tell. */
function isFinal(error: unknown): boolean {
  return error instanceof ContractError && [400, 401, 403, 404].includes(error.details.status)
}
