import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { installPeers, peerVersion } from './install-peers.js'
import type { Feature, ReverseProxy } from './reverse-proxy.js'

interface NodePeer {
  readonly name: string
  readonly program: string
  readonly settings: string
  readonly lacks: readonly Feature[]
}

/** A proxy from npm: a program of its own beside this file, run in the folder that its package is installed in. */
function nodePeer({ name, program, settings, lacks }: NodePeer): ReverseProxy {
  let folder: string | null = null
  return {
    name,
    settings: `${settings}; the whole of it is \`proxies/node/${program}\``,
    lacks,
    drains: 'SIGTERM',
    async prepare() {
      folder = await installPeers()
      return folder === null ? null : peerVersion(folder, name)
    },
    command(options) {
      const home = folder as string
      for (const file of ['settings.mjs', program]) {
        copyFileSync(join(import.meta.dirname, 'node', file), join(home, file))
      }
      return [process.execPath, join(home, program), JSON.stringify(options)]
    },
  }
}

export const nodePeers: readonly ReverseProxy[] = [
  nodePeer({
    name: '@fastify/http-proxy',
    program: 'fastify-http-proxy.mjs',
    settings:
      '`websocket: true`, `PROPFIND` among the methods, no retries (`retryMethods: []`; without it a GET that is answered 503 is sent ten times more), `X-Forwarded-*` and what is removed by `rewriteRequestHeaders`, 502 by `onError`, `app.close()` at `SIGTERM`',
    lacks: ['other protocols'],
  }),
  nodePeer({
    name: 'http-proxy-3',
    program: 'http-proxy-3.mjs',
    settings:
      '`ws: true`, `xfwd: true`, a kept-alive agent, 502 on `error`, what is removed on `proxyReq` and `proxyRes`, `server.close()` at `SIGTERM`; 1.23.3 is the last one for Node 20',
    lacks: ['other protocols'],
  }),
  nodePeer({
    name: 'httpxy',
    program: 'httpxy.mjs',
    settings:
      '`ws: true`, `xfwd: true`, 502 when `web` rejects, what is removed on `proxyReq` and `proxyRes`, `server.close()` at `SIGTERM`',
    lacks: ['other protocols'],
  }),
  nodePeer({
    name: 'fast-proxy',
    program: 'fast-proxy.mjs',
    settings:
      'behind a plain `node:http` server, `X-Forwarded-*` and what is removed by `rewriteRequestHeaders`, `server.close()` at `SIGTERM`',
    lacks: ['websocket', 'other protocols'],
  }),
]
