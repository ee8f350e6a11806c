import { describe, expect, it } from 'vitest'
import { discoverIn } from './discover-in.js'

const fastify = (text: string) => ({
  'app.js': `import Fastify from 'fastify'\nimport fp from 'fastify-plugin'\nconst app = Fastify()\n${text}\nawait app.listen({ port: 3000 })`,
})

describe('routes of a Fastify app', () => {
  it.each<[string, string, readonly string[]]>([
    ['methods', `app.get('/a', h); app.post('/a', {}, h)`, ['GET,POST /a']],
    [
      'descriptions',
      `app.route({ method: ['PUT', 'PATCH'], url: '/r/:id', handler: h })`,
      ['PATCH,PUT /r/:id'],
    ],
    ['all methods', `app.all('/a', h)`, ['* /a']],
    ['a colon', `app.get('/c::d', h)`, ['GET /c:d']],
    ['optional parameters', `app.get('/opt/:id?', h)`, ['GET /opt', 'GET /opt/:id']],
    ['a prefix', `app.register(async part => { part.get('/x', h) }, { prefix: '/one' })`, ['GET /one/x']],
    [
      'a root behind a prefix',
      `app.register(async part => { part.get('/', h) }, { prefix: '/one' })`,
      ['GET /one', 'GET /one/'],
    ],
    [
      'nested prefixes',
      `app.register(async a => { a.register(async b => { b.get('/y', h); b.get('z', h) }, { prefix: 'in' }) }, { prefix: '/one/' })`,
      ['GET /one/in/y', 'GET /one/inz'],
    ],
    [
      'a plugin without a part of its own',
      `app.register(fp(async a => { a.get('/plain', h) }), { prefix: '/none' })`,
      ['GET /plain'],
    ],
    [
      'options that the plugin reads',
      `app.register(async (a, o) => { a.get(o.base + '/x', h) }, { base: '/b' })`,
      ['GET /b/x'],
    ],
    [
      'what was decorated',
      `app.decorate('base', '/b'); app.register(async a => { a.get(a.base + '/x', h) })`,
      ['GET /b/x'],
    ],
    [
      'files',
      `app.register(import('@fastify/static'), { root: '/', prefix: '/public/' })`,
      ['GET /public/', 'GET /public/*'],
    ],
    [
      'no files that are only sent',
      `app.register(import('@fastify/static'), { root: '/', serve: false }); app.get('/a', h)`,
      ['GET /a'],
    ],
    ['GraphQL', `app.register(import('mercurius'), { schema })`, ['GET,POST /graphql']],
  ])('are those of %s', (_, text, routes) => {
    expect(discoverIn(fastify(text)).routes).toEqual(routes)
  })

  it('do not answer HEAD where the app or the route says so', () => {
    const [first, second] = [
      { 'app.js': `require('fastify')({ exposeHeadRoutes: false }).get('/a', h)` },
      { 'app.js': `require('fastify')().get('/a', { exposeHeadRoute: false }, h)` },
    ].map(files => discoverIn(files).routes)
    expect([first, second]).toEqual([['GET /a'], ['GET /a']])
  })

  it('are those of the files that are loaded from a folder', () => {
    const plugin = (path: string) => `export default async function (app) { app.get('${path}', h) }`
    const { routes } = discoverIn({
      'app.js': `import autoload from '@fastify/autoload'\nimport fastify from 'fastify'\nimport path from 'node:path'
        const app = fastify()
        app.register(autoload, { dir: path.join(import.meta.dirname, 'routes'), options: { prefix: '/api' }, routeParams: true, ignorePattern: 'draft' })`,
      'routes/root.js': plugin('/root'),
      'routes/users/index.js': plugin('/list'),
      'routes/users/helper.js': plugin('/helper'),
      'routes/users/_id/posts.js': plugin('/posts'),
      'routes/own.js': `export const autoPrefix = '/mine'\n${plugin('/x')}`,
      'routes/draft.js': plugin('/draft'),
      'routes/off.js': `export const autoload = false\n${plugin('/off')}`,
      'routes/users/list.test.js': plugin('/test'),
    })
    expect(routes).toEqual([
      'GET /api/mine/x',
      'GET /api/root',
      'GET /api/users/:id/posts',
      'GET /api/users/list',
    ])
  })

  it('are those of a plugin that a script starts', () => {
    const files = {
      'package.json': '{ "scripts": { "start": "fastify start -l info --prefix /v1 dist/app.js" } }',
      'src/app.ts': `import type { FastifyInstance } from 'fastify'\nexport default async (app: FastifyInstance) => { app.get('/a', h) }`,
    }
    expect(discoverIn(files).routes).toEqual(['GET /v1/a'])
  })

  it.each<[string, string, string]>([
    [
      'a plugin',
      `app.register(plugins[0])`,
      'app.js:4: the plugin that is registered here could not be read.',
    ],
    [
      'a folder',
      `app.register(import('@fastify/autoload'), { dir: folder() })`,
      'app.js:4: the folder that is loaded here could not be read.',
    ],
    [
      'a prefix',
      `app.register(async a => { a.get('/x', h) }, { prefix: load().base })`,
      'app.js:4: the path of 1 route could not be read.',
    ],
    [
      'the path of a package',
      `app.register(import('mercurius'), { path: load().path })`,
      'app.js:4: the path of mercurius could not be read.',
    ],
  ])('are not silently left out: %s', (_, text, note) => {
    expect(discoverIn(fastify(`${text}\napp.get('/own', h)`))).toEqual({
      routes: ['GET /own'],
      notes: [note],
    })
  })
})
