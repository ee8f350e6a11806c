import { createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createProxyServer } from 'httpxy'
import { removeFromAnswer, removeFromRequest, serve, serverOptions, target, tlsOptions } from './settings.mjs'

const proxy = createProxyServer({ target, ws: true, xfwd: true })
proxy.on('proxyReq', removeFromRequest)
proxy.on('proxyRes', removeFromAnswer)

const listener = async (request, response) => {
  try {
    await proxy.web(request, response)
  } catch {
    if (response.headersSent) response.destroy()
    else response.writeHead(502).end('Bad gateway')
  }
}
const server =
  tlsOptions === null ? createServer(serverOptions, listener) : createSecureServer(tlsOptions, listener)
server.on('upgrade', (request, socket, head) => {
  proxy.ws(request, socket, {}, head).catch(() => socket.destroy())
})
serve(server)
