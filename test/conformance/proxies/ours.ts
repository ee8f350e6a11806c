import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ReverseProxy, urlHost } from './reverse-proxy.js'

const root = resolve(import.meta.dirname, '../../..')

export const ours: ReverseProxy = {
  name: 'banyan strangle run',
  settings:
    'one route that takes all; the breaker is never to open, as rows that fail on purpose follow each other',
  lacks: [],
  drains: 'SIGTERM',
  prepare: async () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
  command({ listen, upstream, impatient, tls }, folder) {
    const file = join(folder, 'strangler.config.json')
    const config = {
      listen,
      ...(tls === null ? {} : { tls: { cert: tls.cert, key: tls.key } }),
      upstreams: {
        legacy: { origins: `http://${urlHost(upstream)}`, breaker: { failures: 1_000_000 } },
      },
      routes: [{ path: '/*', mode: 'legacy' }],
      ...(impatient ? { limits: { headTimeout: 1000 }, defaults: { timeouts: { body: 1000 } } } : {}),
    }
    writeFileSync(file, JSON.stringify(config))
    return [process.execPath, join(root, 'bin/run.js'), 'strangle', 'run', '--config', file]
  },
}
