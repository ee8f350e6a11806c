import { Agent, createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createProxyServer } from 'http-proxy-3'
import { removeFromAnswer, removeFromRequest, serve, serverOptions, target, tlsOptions } from './settings.mjs'

const proxy = createProxyServer({ target, ws: true, xfwd: true, agent: new Agent({ keepAlive: true }) })
proxy.on('proxyReq', removeFromRequest)
proxy.on('proxyRes', removeFromAnswer)
proxy.on('error', (_error, _request, response) => {
  if ('writeHead' in response && !response.headersSent) response.writeHead(502).end('Bad gateway')
  else response.destroy()
})

const listener = (request, response) => proxy.web(request, response)
const server =
  tlsOptions === null ? createServer(serverOptions, listener) : createSecureServer(tlsOptions, listener)
server.on('upgrade', (request, socket, head) => proxy.ws(request, socket, head))
serve(server)
