import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { plainEnvironment } from '../support/run-banyan.js'
import type { User } from './load.js'
import { startServer } from '../support/processes.js'
import type { CollectionResult, LoadRequest, Scene } from './scene.js'

const folder = fileURLToPath(new URL('../fixtures/seed-library/', import.meta.url))

/** The seed library of the fixtures: an Express application, and a plain server that takes over half of it. */
export async function openLibrary(): Promise<Scene> {
  const store = await startServer({ args: [`${folder}store.js`] })
  const env = { STORE: store.origin }
  const moved = [
    { id: 'member', path: '/api/members/:id', methods: ['GET'] },
    { id: 'kinds', path: '/api/kinds', methods: ['GET'] },
    { id: 'seeds', path: '/api/seeds', methods: ['GET'] },
    { id: 'seed', path: '/api/seeds/:id', methods: ['GET'] },
    { id: 'notes', path: '/api/seeds/:id/notes', methods: ['GET', 'POST'] },
    { id: 'loan', path: '/api/loans/:id', methods: ['GET'] },
  ]
  return {
    name: 'seed library (fixture)',
    startOld: () => startServer({ args: [`${folder}old/server.js`], env }),
    startNew: release => startServer({ args: [`${folder}new/server.js`], env: { ...env, RELEASE: release } }),
    runCollection,
    readOldLog: line => {
      const [, method, path] = /"([A-Z]+) ([^ ?]+)\S* HTTP/.exec(line) ?? []
      return method === undefined || path === undefined ? null : { method, path }
    },
    routes: [
      'POST /api/sessions',
      'GET /api/me',
      'GET /api/members/:',
      'PUT /api/members/:',
      'GET /api/kinds',
      'GET /api/seeds',
      'POST /api/seeds',
      'GET /api/seeds/:',
      'PUT /api/seeds/:',
      'DELETE /api/seeds/:',
      'GET /api/seeds/:/notes',
      'POST /api/seeds/:/notes',
      'POST /api/loans',
      'GET /api/loans/:',
      'PUT /api/loans/:/return',
    ],
    moved,
    defaults: { sticky: 'cookie:sid', compare: { noise: 20 } },
    differs: { seed: '/addedOn', seeds: '/seeds/*/addedOn' },
    ignored: { kinds: ['/version'] },
    broken: [
      { release: 'flaky', routes: ['seed'], reason: /error rate/, focus: 2 },
      { release: 'down', routes: moved.map(({ id }) => id), reason: /error rate/, focus: 1_000_000 },
    ],
    rate: 150,
    signIn,
    stop: () => store.stop(),
  }
}

function runCollection(origin: string): Promise<CollectionResult> {
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', `${folder}old/api-tests.js`], {
    env: plainEnvironment({ BASE: origin }),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  const count = (name: string) =>
    Number(lines.map(line => new RegExp(`^# ${name} (\\d+)`).exec(line)?.[1]).find(Boolean) ?? 0)
  return new Promise(resolve => {
    child.once('close', code => {
      const told = lines.filter(line => /^\s*not ok|error:/.test(line)).join('\n')
      resolve({ passed: count('pass'), failed: Math.max(count('fail'), code === 0 ? 0 : 1), told })
    })
  })
}

const members = ['wren', 'rowan', 'hazel', 'linden']

async function signIn(origin: string, count: number): Promise<readonly User[]> {
  const users: User[] = []
  let loan = 0
  for (let at = 0; at < count; at++) {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ member: members[at % members.length] })
    const response = await fetch(`${origin}/api/sessions`, { method: 'POST', headers, body })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    if (loan === 0) loan = await lend(origin, cookie)
    users.push((random, wanted) => choose(random, wanted, { cookie, loan }))
  }
  return users
}

async function lend(origin: string, cookie: string): Promise<number> {
  const headers = { 'content-type': 'application/json', cookie }
  const response = await fetch(`${origin}/api/loans`, { method: 'POST', headers, body: '{"seed":3}' })
  return ((await response.json()) as { id: number }).id
}

/** A seed, most of all; now and then a note, on seeds that nobody reads. */
function choose(
  random: number,
  wanted: string | null,
  { cookie, loan }: { readonly cookie: string; readonly loan: number },
): LoadRequest {
  const get = (route: string | null, path: string) => ({ method: 'GET', path, headers: { cookie }, route })
  const seed = 1 + 2 * Math.floor(((random * 1000) % 1) * 40)
  if (wanted === 'seed' || random < 0.3) return get('seed', `/api/seeds/${seed}`)
  if (random < 0.45) return get('seeds', `/api/seeds?page=${1 + (seed % 4)}`)
  if (random < 0.6) return get('notes', `/api/seeds/${seed}/notes`)
  if (random < 0.7) return get('member', `/api/members/${members[seed % 4]}`)
  if (random < 0.8) return get('kinds', '/api/kinds')
  if (random < 0.9) return get('loan', `/api/loans/${loan}`)
  if (random < 0.95) return get(null, '/api/me')
  const path = `/api/seeds/${91 + 2 * (seed % 10)}/notes`
  const headers = { cookie, 'content-type': 'application/json' }
  return { method: 'POST', path, headers, body: '{"text":"Good with rain."}', route: 'notes' }
}
