import { readFileSync } from 'node:fs'

const { listen, upstream, impatient, tls } = JSON.parse(process.argv[2])

export { listen, upstream }

const host = upstream.host.includes(':') ? `[${upstream.host}]` : upstream.host
export const target = `http://${host}:${upstream.port}`

/** For servers of `node:http`, which cut slow clients by themselves, only later. */
export const serverOptions = impatient
  ? { headersTimeout: 1000, requestTimeout: 1000, connectionsCheckingInterval: 200 }
  : {}

/** For `http2.createSecureServer`; null where plain HTTP is wanted. */
export const tlsOptions =
  tls === null ? null : { allowHTTP1: true, cert: readFileSync(tls.cert), key: readFileSync(tls.key) }

/** Every peer removes these: by a directive where it has one, by a hook where it has not. */
const unwanted = ['forwarded', 'proxy-authorization', 'proxy-connection', 'keep-alive', 'te']
const unwantedOfAnswers = ['proxy-authenticate', 'keep-alive']

export function removeFromRequest(proxyRequest) {
  for (const name of unwanted) proxyRequest.removeHeader(name)
}

export function removeFromAnswer(answer) {
  for (const name of unwantedOfAnswers) delete answer.headers[name]
}

/** For proxies that set no `X-Forwarded-*` by themselves. */
export function requestHeaders(request, headers) {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !unwanted.includes(name)))
  const before = request.headers['x-forwarded-for']
  const address = request.socket.remoteAddress
  return {
    ...kept,
    'x-forwarded-for': before === undefined ? address : `${before}, ${address}`,
    'x-forwarded-proto': request.socket.encrypted ? 'https' : 'http',
    'x-forwarded-host': request.headers.host ?? request.headers[':authority'],
  }
}

export function answerHeaders(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !unwantedOfAnswers.includes(name)))
}

export function serve(server) {
  server.listen(listen.port, listen.host)
  process.on('SIGTERM', () => server.close(() => process.exit(0)))
}
