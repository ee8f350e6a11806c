import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { plainEnvironment, runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const token = { STRANGLER_ADMIN_TOKEN: 'open-sesame' }
const servers: Server[] = []
let proxy: ChildProcess | null = null

afterEach(() => {
  proxy?.kill('SIGKILL')
  for (const server of servers.splice(0)) server.close()
})

async function startUpstream(name: string): Promise<number> {
  const server = createServer((request, response) => response.end(`${name} ${request.url}`))
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const probe = createSocketServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

async function openShop() {
  const [legacy, latest, port, admin] = [
    await startUpstream('legacy'),
    await startUpstream('new'),
    await freePort(),
    await freePort(),
  ]
  const config = {
    listen: { port },
    admin: { port: admin },
    upstreams: { legacy: `http://127.0.0.1:${legacy}`, new: `http://127.0.0.1:${latest}` },
    routes: [{ id: 'users', path: '/users/:id', mode: 'legacy' }],
  }
  return { port, root: temporaryProject({ 'strangler.config.json': JSON.stringify(config, null, 2) }) }
}

function startProxy(
  root: string,
): Promise<{ readonly ended: Promise<number | null>; readonly stdout: () => string }> {
  const child = spawn(process.execPath, [bin, 'strangle', 'run'], {
    cwd: root,
    env: plainEnvironment(token),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  proxy = child
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', text => {
    stdout += text
  })
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return new Promise((resolve, reject) => {
    child.stderr.on('data', text => {
      stderr += text
      if (stderr.includes('Listening on')) resolve({ ended, stdout: () => stdout })
    })
    child.on('close', code => reject(new Error(`ended with ${code}: ${stderr}`)))
  })
}

it('a route is moved, looked at and rolled back while the proxy runs, and a signal ends it in order', async () => {
  const { port, root } = await openShop()
  const { ended, stdout } = await startProxy(root)
  const ask = async () => (await fetch(`http://127.0.0.1:${port}/users/7?x=1`)).text()
  const strangle = (...args: readonly string[]) => runBanyan(['strangle', ...args], { cwd: root, env: token })
  expect(await ask()).toBe('legacy /users/7?x=1')
  expect(await strangle('shift', 'users', '--mode', 'new')).toMatchObject({ code: 0, stdout: 'users: new\n' })
  expect(await ask()).toBe('new /users/7?x=1')
  expect((await strangle('rollback', 'users', '--reason', 'totals are wrong')).code).toBe(0)
  expect(await ask()).toBe('legacy /users/7?x=1')
  expect((await strangle('status')).stdout).toContain('users: rolled back: totals are wrong')
  expect(JSON.parse((await strangle('status', '--json')).stdout).routes).toMatchObject([
    { route: 'users', share: 0 },
  ])
  expect((await strangle('shift', 'orders', '--share', '5')).stderr).toContain('There is no route "orders"')
  proxy?.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(
    stdout()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).side),
  ).toEqual(['legacy', 'new', 'legacy'])
})

it('the status is written as one page that needs nothing else', async () => {
  const { port, root } = await openShop()
  await startProxy(root)
  const strangle = (...args: readonly string[]) => runBanyan(['strangle', ...args], { cwd: root, env: token })
  for (const user of [1, 2, 3]) await (await fetch(`http://127.0.0.1:${port}/users/${user}`)).text()
  await strangle('shift', 'users', '--mode', 'new')
  await (await fetch(`http://127.0.0.1:${port}/users/4`)).text()
  const reason = '</script><img src=x onerror=alert(1)>'
  await strangle('rollback', 'users', '--reason', reason)
  const file = path.join(root, 'reports/status.html')
  expect(await strangle('status', '--format', 'html', '--output', file)).toMatchObject({
    code: 0,
    stdout: '',
  })
  const page = readFileSync(file, 'utf8')
  expect(page).toMatch(/<title>.*: 1 concern, 0 of 1 route is on the new side<\/title>/)
  expect(page).toContain('<strong>25 %</strong> of 4 requests went to the new side')
  expect(page).toContain('/users/<wbr>:id')
  expect(page).toContain('&#60;/script&#62;&#60;img src=x onerror=alert(1)&#62;')
  expect(page).not.toContain('<img')
  expect((await strangle('status', '--format', 'html')).stdout).toContain('</html>')
  const { code, stderr } = await strangle('status', '--format', 'pdf')
  expect([code, stderr]).toEqual([2, expect.stringContaining('html')])
})

it.each([
  [['status'], {}, ['STRANGLER_ADMIN_TOKEN']],
  [['status'], token, ['No proxy answers', 'banyan strangle run']],
  [['rollback'], token, ['not clear', '--all']],
  [['shift', 'users', '--share', '12.345'], token, ['"12.345" is no share']],
  [['run'], {}, ['STRANGLER_ADMIN_TOKEN']],
] as const)('%j is refused with the way out', async (args, env, told) => {
  const { root } = await openShop()
  const { stderr, code } = await runBanyan(['strangle', ...args], { cwd: root, env })
  expect(code).toBe(2)
  for (const text of told) expect(stderr.replace(/\s+/g, ' ')).toContain(text)
})

it('a port that is taken is told with the way out', async () => {
  const { port, root } = await openShop()
  const rival = createServer()
  servers.push(rival)
  await new Promise<void>(resolve => rival.listen(port, '127.0.0.1', resolve))
  const { stderr, code } = await runBanyan(['strangle', 'run'], { cwd: root, env: token })
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Port ${port} is taken.`)])
})
