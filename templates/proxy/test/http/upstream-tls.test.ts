import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchangeRaw, later, listen, startProxy } from './support/scene.js'

const folder = mkdtempSync(join(tmpdir(), 'proxy-'))
const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') }

beforeAll(() => {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=inner.test', '-addext', 'subjectAltName=DNS:inner.test']
  execFileSync('openssl', ['req', ...kind, ...name, '-keyout', files.key, '-out', files.cert], {
    stdio: 'ignore',
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

async function startTlsUpstream() {
  const asked: unknown[] = []
  const server = createServer(
    { key: readFileSync(files.key), cert: readFileSync(files.cert) },
    (_, response) => response.end('ok'),
  )
  server.on('secureConnection', (socket: TLSSocket) => asked.push(socket.servername))
  const port = await listen(server, '127.0.0.1')
  later(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `https://127.0.0.1:${port}`, asked }
}

const get = (host: string) => `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`
const post = 'POST / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi'

describe('an upstream over https', () => {
  it('is vouched for by the certificates and the name of its settings, whatever the client calls it', async () => {
    const { origin, asked } = await startTlsUpstream()
    const { port } = await startProxy([origin], { upstream: { ca: files.cert, serverName: 'inner.test' } })
    for (const bytes of [get('shop.test'), get('other.test'), get('shop.test'), post]) {
      expect(await exchangeRaw(port, bytes)).toMatch(/^HTTP\/1\.1 200 /)
    }
    // One connection for each way: another Host does not open another.
    expect(asked).toEqual(['inner.test', 'inner.test'])
  })

  it('is not spoken to when its certificate is not vouched for, or bears another name', async () => {
    const { origin } = await startTlsUpstream()
    const strangers = [
      { ca: null, serverName: 'inner.test' },
      { ca: files.cert, serverName: 'outer.test' },
      { ca: files.cert, serverName: null },
    ]
    for (const upstream of strangers) {
      const { port } = await startProxy([origin], { upstream })
      for (const bytes of [get('inner.test'), post]) {
        expect(await exchangeRaw(port, bytes)).toMatch(/^HTTP\/1\.1 502 /)
      }
    }
  })

  it('whose certificates cannot be read is refused when the config is taken', async () => {
    await expect(
      startProxy(['https://127.0.0.1:1'], { upstream: { ca: join(folder, 'none.pem') } }),
    ).rejects.toThrow('ENOENT')
  })
})
