import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { User } from './load.js'
import { startServer } from '../support/processes.js'
import { runNewman } from './realworld/newman.js'
import type { LoadRequest, Scene } from './scene.js'

const place = (file: string) => fileURLToPath(new URL(`./realworld/${file}`, import.meta.url))

/**
 * A checkout of avanelli/fastify-realworld-example-app, installed as its README says, and half of its routes on a new
 * side that works on the same SQLite file. Its Postman collection is what has to pass.
 */
export async function openRealworld(path: string): Promise<Scene> {
  const checkout = resolve(path)
  const folder = mkdtempSync(join(tmpdir(), 'banyan-realworld-'))
  const env = { DATABASE: join(folder, 'realworld.sqlite3'), JWT_SECRET: 'strangling' }
  const oldEnvironment = {
    ...env,
    NODE_ENV: 'development',
    API_HOST: '127.0.0.1',
    API_PORT: '0',
    API_PREFIX: '/api',
    LOG_LEVEL: 'info',
    JWT_EXPIRES_IN: '3600',
    JWT_ISSUER: 'strangling',
    APILAYER_KEY: 'none',
  }
  const moved = [
    { id: 'articles', path: '/api/articles', methods: ['GET'] },
    { id: 'feed', path: '/api/articles/feed', methods: ['GET'] },
    { id: 'article', path: '/api/articles/:id', methods: ['GET'] },
    { id: 'favorite', path: '/api/articles/:id/favorite', methods: ['DELETE', 'POST'] },
    { id: 'comments', path: '/api/articles/:id/comments', methods: ['GET'] },
    { id: 'profile', path: '/api/profiles/:id', methods: ['GET'] },
    { id: 'tags', path: '/api/tags', methods: ['GET'] },
    { id: 'user', path: '/api/user', methods: ['GET'] },
  ]
  return {
    name: `RealWorld API of ${checkout}`,
    startOld: () =>
      startServer(
        { args: ['-r', place('shared-database.cjs'), '.'], cwd: checkout, env: oldEnvironment },
        oldPort,
      ),
    startNew: release =>
      startServer({
        args: ['--import', 'tsx', place('new-side.ts')],
        env: { ...env, CHECKOUT: checkout, RELEASE: release },
      }),
    runCollection: origin => runNewman(join(checkout, 'Conduit.postman_collection.json'), `${origin}/api`),
    readOldLog: line => {
      const [, method, target] = /"req":\{"method":"([A-Z]+)","url":"([^"?]+)/.exec(line) ?? []
      return method === undefined || target === undefined ? null : { method, path: target }
    },
    routes: [
      'POST /api/users',
      'POST /api/users/login',
      'GET /api/user',
      'PUT /api/user',
      'GET /api/articles',
      'POST /api/articles',
      'GET /api/articles/feed',
      'GET /api/articles/:',
      'PUT /api/articles/:',
      'DELETE /api/articles/:',
      'POST /api/articles/:/favorite',
      'DELETE /api/articles/:/favorite',
      'GET /api/articles/:/comments',
      'POST /api/articles/:/comments',
      'DELETE /api/articles/:/comments/:',
      'GET /api/profiles/:',
      'POST /api/profiles/:/follow',
      'DELETE /api/profiles/:/follow',
      'GET /api/tags',
    ],
    moved,
    defaults: { sticky: 'claim:id', compare: { noise: 5 } },
    differs: { article: '/article/createdAt' },
    ignored: {
      // The old side counts an article once for each tag and each favourite. Favourites come and go meanwhile.
      articles: ['/articlesCount', '/articles/*/favoritesCount'],
      article: ['/article/favoritesCount'],
    },
    broken: [
      { release: 'flaky', routes: ['article'], reason: /error rate/, focus: 2 },
      { release: 'slow', routes: moved.map(({ id }) => id), reason: /latency/, focus: 1_000_000 },
      { release: 'down', routes: moved.map(({ id }) => id), reason: /error rate/, focus: 1_000_000 },
    ],
    rate: 150,
    signIn,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

const oldPort = /listening at http:\/\/127\.0\.0\.1:(\d+)/

interface Registered {
  readonly user: { readonly username: string; readonly token: string }
}

async function signIn(origin: string, count: number): Promise<readonly User[]> {
  const listed = await fetch(`${origin}/api/articles`)
  const { articles } = (await listed.json()) as { articles: readonly { readonly slug: string }[] }
  const slugs = articles.map(({ slug }) => slug)
  const users: User[] = []
  for (let at = 0; at < count; at++) {
    const username = `reader${at}x${Date.now()}`
    const user = { username, email: `${username}@mail.com`, password: 'password' }
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ user })
    const response = await fetch(`${origin}/api/users`, { method: 'POST', headers, body })
    const { token } = ((await response.json()) as Registered).user
    const authorization = `Token ${token}`
    if (at < 10) await post(`${origin}/api/articles/${slugs[at % slugs.length]}/favorite`, authorization)
    users.push((random, wanted) => choose(random, wanted, { slugs, username, authorization }))
  }
  return users
}

async function post(url: string, authorization: string): Promise<void> {
  await (await fetch(url, { method: 'POST', headers: { authorization } })).text()
}

interface Reader {
  readonly slugs: readonly string[]
  readonly username: string
  readonly authorization: string
}

function choose(
  random: number,
  wanted: string | null,
  { slugs, username, authorization }: Reader,
): LoadRequest {
  const headers = { authorization }
  const get = (route: string | null, path: string) => ({
    method: 'GET',
    path: `/api/${path}`,
    headers,
    route,
  })
  const slug = slugs[Math.floor(((random * 1000) % 1) * slugs.length)]
  if (wanted === 'article' || random < 0.3) return get('article', `articles/${slug}`)
  if (random < 0.45) return get('articles', `articles?limit=3&offset=${random < 0.4 ? 0 : 2}`)
  if (random < 0.55) return get('comments', `articles/${slug}/comments`)
  if (random < 0.65) return get('profile', `profiles/${username}`)
  if (random < 0.75) return get('tags', 'tags')
  if (random < 0.85) return get('user', 'user')
  if (random < 0.95) return get('feed', 'articles/feed')
  const method = random < 0.975 ? 'POST' : 'DELETE'
  return { method, path: `/api/articles/${slug}/favorite`, headers, route: 'favorite' }
}
