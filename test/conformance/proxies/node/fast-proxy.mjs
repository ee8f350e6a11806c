import { createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import fastProxy from 'fast-proxy'
import { answerHeaders, requestHeaders, serve, serverOptions, target, tlsOptions } from './settings.mjs'

const { proxy } = fastProxy({ base: target })
const listener = (request, response) =>
  proxy(request, response, request.url, {
    rewriteRequestHeaders: requestHeaders,
    rewriteHeaders: answerHeaders,
  })
serve(tlsOptions === null ? createServer(serverOptions, listener) : createSecureServer(tlsOptions, listener))
