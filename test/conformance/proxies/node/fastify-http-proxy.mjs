import proxy from '@fastify/http-proxy'
import Fastify from 'fastify'
import { answerHeaders, listen, requestHeaders, serverOptions, target, tlsOptions } from './settings.mjs'

const { requestTimeout, ...http } = serverOptions
const app = Fastify({
  ...(tlsOptions === null ? { http } : { http2: true, https: tlsOptions }),
  ...(requestTimeout === undefined ? {} : { requestTimeout }),
})
app.addHttpMethod('PROPFIND', { hasBody: true })
app.register(proxy, {
  upstream: target,
  httpMethods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT', 'OPTIONS', 'PROPFIND'],
  websocket: true,
  // `maxRetriesOn503: 0` counts as not set.
  retryMethods: [],
  disableRequestLogging: true,
  replyOptions: {
    rewriteRequestHeaders: (request, headers) => requestHeaders(request.raw, headers),
    rewriteHeaders: answerHeaders,
    onError: (reply, { error }) => reply.code(error.statusCode === 504 ? 504 : 502).send('Bad gateway'),
  },
})
await app.listen(listen)
process.on('SIGTERM', () => app.close().then(() => process.exit(0)))
