import { abortOnDisconnect, type Facade, runInContext } from '@shop/platform/contract'
import type { FastifyPluginAsync } from 'fastify'
import type { paymentsContract } from '../contract.js'

export const webhookPath = '/payments/provider-events'

/** For the gateway, which lets nothing through that it does not know. */
export const webhookRoutes = {
  bindings: { receiveProviderEvent: { path: `POST ${webhookPath}`, auth: 'none' } },
} as const

/** Where the provider tells what happened. Open to anybody; who it is shows in the signature. */
export function webhook(
  facade: Pick<Facade<typeof paymentsContract>, 'receiveProviderEvent'>,
): FastifyPluginAsync {
  return async app => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 100_000 }, (_, body, done) =>
      done(null, body),
    )
    app.post(webhookPath, async (request, reply) => {
      const signature = request.headers['x-provider-signature']
      const input = {
        body: String(request.body ?? ''),
        signature: typeof signature === 'string' ? signature : '',
      }
      await runInContext({ caller: null, tenant: null }, () =>
        facade.receiveProviderEvent(input, { signal: abortOnDisconnect(reply.raw) }),
      )
      return reply.code(204).send()
    })
  }
}
