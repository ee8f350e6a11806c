import { execFile, spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../support/processes.js'
import { plainEnvironment, runBanyan } from '../support/run-banyan.js'
import { writeProject } from '../support/temporary-project.js'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const workspace = {
  'package.json': '{ "name": "shop", "workspaces": ["libs/*", "packages/*"] }',
  '.gitignore': 'dist\n',
}

/** The old shop: `/broken` gives another answer to a proxy, `/clock` another one each time. */
const old = createServer((request, response) => {
  const isForwarded = request.headers['x-forwarded-for'] !== undefined
  const bodies: Readonly<Record<string, string>> = {
    '/clock': String(performance.now()),
    '/broken': isForwarded ? 'by a proxy' : 'directly',
  }
  response.setHeader('x-powered-by', 'the old shop')
  response.end(bodies[request.url ?? ''] ?? `the old ${request.url}`)
})

let root = ''
let folder = ''
let port = 0
beforeAll(async () => {
  port = await freePorts()
  root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  writeProject(root, workspace)
  folder = path.join(root, 'packages/strangler-proxy')
  const origin = await listen(old)
  const { code, stdout } = await runBanyan(
    ['strangle', 'init', '--legacy', origin, '--new', 'http://127.0.0.1:4000', '--port', String(port)],
    { cwd: root },
  )
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/Created packages\/strangler-proxy\/ \(\d+ files\)/),
  ])
  symlinkSync(modules, path.join(root, 'node_modules'))
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  old.closeAllConnections()
  old.close()
})

function listen(server: Server): Promise<string> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}

async function runTool(tool: string, ...args: readonly string[]) {
  const command = path.join(modules, '.bin', tool)
  const environment = plainEnvironment({ STRANGLER_ADMIN_TOKEN: 'open-sesame' })
  return promisify(execFile)(command, args, { cwd: folder, env: environment }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code: code as number, stdout: String(stdout), stderr: String(stderr) }),
  )
}

const routes = `[
  { "path": "/users/:id", "methods": ["GET"], "mode": "shadow" },
  { "path": "/users/*", "mode": "new", "rewrite": { "strip": "/users", "add": "/people" } },
  { "path": "/carts/:id", "mode": "canary", "share": 30, "sticky": "cookie:session", "ramp": { "steps": [30, 100], "minimum": 50, "hold": 1 } },
  { "id": "beta", "path": "/carts/:id", "host": "*.example.org", "headers": { "x-beta": "1" }, "mode": "canary", "share": 50, "sticky": "claim:sub" },
  { "path": "/orders", "mode": "retired", "sticky": "header:x-user" },
  { "path": "/about", "mode": "legacy" }
]`

describe('the package that strangle init writes', () => {
  it('stands among the packages of the workspace, with a schema for the config and its state ignored', () => {
    const config = readFileSync(path.join(root, 'strangler.config.json'), 'utf8')
    expect(config).toContain('"$schema": "./packages/strangler-proxy/strangler.schema.json"')
    expect(JSON.parse(readFileSync(path.join(folder, 'strangler.schema.json'), 'utf8'))).toHaveProperty(
      'properties',
    )
    expect(readFileSync(path.join(root, '.gitignore'), 'utf8')).toBe('dist\nstrangler.state.json\n')
    const lock = JSON.parse(readFileSync(path.join(root, '.banyan/lock.json'), 'utf8'))
    expect(lock.packages['packages/strangler-proxy']).toMatchObject({
      template: 'proxy',
      ownership: 'managed',
    })
  })

  it('holds together as types, and proves the routes on stand-ins', { timeout: 240_000 }, async () => {
    const file = path.join(root, 'strangler.config.json')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace(/"routes": \[[^\]]*\]/, `"routes": ${routes}`))
    expect(await runTool('tsc', '--noEmit')).toMatchObject({ code: 0, stdout: '' })
    const proved = await runTool('vitest', 'run', '--reporter=json')
    writeFileSync(file, before)
    expect(JSON.parse(proved.stdout)).toMatchObject({ success: true, numFailedTests: 0, numPassedTests: 32 })
  })

  it('shows which answers the proxy changes, and leaves out what changes by itself', async () => {
    writeFileSync(
      path.join(folder, 'seen.log'),
      'GET /users/7\n::1 - - [x] "GET /clock HTTP/1.1" 200 1\nPOST /users\n',
    )
    expect(await runTool('tsx', 'prove/compare.ts', '--requests', 'seen.log')).toMatchObject({
      code: 0,
      stdout: '2 of 2 requests are answered alike.\n',
    })
    writeFileSync(path.join(folder, 'seen.log'), 'GET /broken\n')
    const { code, stdout } = await runTool('tsx', 'prove/compare.ts', '--requests', 'seen.log')
    expect([code, stdout]).toEqual([1, expect.stringContaining('✗ GET /broken: body is')])
    unlinkSync(path.join(folder, 'seen.log'))
  })

  it('runs, and can be put under load', async () => {
    const proxy = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: folder,
      env: plainEnvironment({ STRANGLER_ADMIN_TOKEN: 'open-sesame' }),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    try {
      let told = ''
      await new Promise<void>(resolve => {
        proxy.once('close', resolve)
        proxy.stderr.on('data', chunk => {
          told += chunk
          if (told.includes('Listening on')) resolve()
        })
      })
      expect(told).toContain(`127.0.0.1:${port}`)
      const { code, stdout } = await runTool('tsx', 'prove/load.ts', '--rate', '50', '--seconds', '1')
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(/^50 requests at 50 a second[\s\S]*200: 50\n$/),
      ])
    } finally {
      const closed = proxy.exitCode === null ? once(proxy, 'close') : null
      proxy.kill('SIGKILL')
      await closed
    }
    const { code, stdout } = await runTool('tsx', 'prove/load.ts', '--rate', '20', '--seconds', '0.5')
    expect([code, stdout]).toEqual([1, expect.stringContaining('ECONNREFUSED: 10')])
    const far = await runTool('tsx', 'prove/load.ts', '--url', 'http://192.0.2.1')
    expect([far.code, far.stderr]).toEqual([1, expect.stringContaining('--remote')])
  })

  it('is replaced whole, unless somebody has edited it', async () => {
    const again = (...args: readonly string[]) =>
      runBanyan(['strangle', 'init', '--legacy', 'http://127.0.0.1:3000', '--force', ...args], { cwd: root })
    expect((await again()).code).toBe(0)
    appendFileSync(path.join(folder, 'src/main.ts'), '// mine\n')
    const refused = await again()
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('strangler-proxy/src/main.ts'),
    ])
    expect((await again('--config-only')).code).toBe(0)
    expect((await again('--package', 'tools/proxy')).code).toBe(0)
    expect(existsSync(path.join(root, 'tools/proxy/src/main.ts'))).toBe(true)
    expect((await again('--package', '../proxy')).stderr).toContain('is no folder below')
  })
})
