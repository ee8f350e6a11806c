import { describe, expect, it } from 'vitest'
import { discoverIn } from './discover-in.js'

const app = (text: string) => ({
  'app.js': `const express = require('express')\nconst app = express()\n${text}\napp.listen(3000)\n`,
})

describe('routes of an Express app', () => {
  it.each<[string, string, readonly string[]]>([
    ['methods', `app.get('/a', h); app.post('/a', h); app.delete('/b', h)`, ['GET,POST /a', 'DELETE /b']],
    ['all methods', `app.all('/a', h)`, ['* /a']],
    ['several paths', `app.get(['/a', '/b'], h)`, ['GET /a', 'GET /b']],
    ['one path, several methods', `app.route('/a').get(h).post(h)`, ['GET,POST /a']],
    ['chains', `app.disable('x-powered-by').set('a', 1).get('/a', h).get('/b', h)`, ['GET /a', 'GET /b']],
    ['a mounted app', `app.use('/sub', express().get('/a', h))`, ['GET /sub/a']],
    ['files', `app.use('/public', express.static('public'))`, ['GET /public', 'GET /public/*']],
    [
      'files at every path',
      `app.use(express.static('public')); app.get('/a', h)`,
      ['GET /', 'GET /*', 'GET /a'],
    ],
    ['a function that answers', `app.use('/old', (req, res) => res.end())`, ['* /old', '* /old/*']],
    ['no middleware', `app.use('/a', (req, res, next) => next()); app.get('/b', h)`, ['GET /b']],
    ['no settings', `app.get('port'); app.get('/a', h)`, ['GET /a']],
    [
      'a proxy',
      `app.use('/old', require('http-proxy-middleware').createProxyMiddleware({}))`,
      ['* /old', '* /old/*'],
    ],
    ['conditions, all of them', `if (x) app.get('/a', h); else app.get('/b', h)`, ['GET /a', 'GET /b']],
  ])('are those of %s', (_, text, routes) => {
    expect(discoverIn(app(text))).toEqual({ routes, notes: [] })
  })

  it.each<[string, string, readonly string[]]>([
    ['a router', `app.use('/api', router)`, ['GET /api', 'GET /api/x']],
    ['a slash at the end', `app.use('/api/', router)`, ['GET /api', 'GET /api/x']],
    ['several places', `app.use(['/a', '/b'], router)`, ['GET /a', 'GET /a/x', 'GET /b', 'GET /b/x']],
    ['no path', `app.use(router)`, ['GET /', 'GET /x']],
    ['middleware before it', `app.use('/api', cors(), [auth, router])`, ['GET /api', 'GET /api/x']],
    [
      'two levels',
      `const v1 = express.Router(); v1.use('/in', router); app.use('/v1', v1)`,
      ['GET /v1/in', 'GET /v1/in/x'],
    ],
    ['parameters', `app.use('/:shop', router)`, ['GET /:shop', 'GET /:shop/x']],
    ['a default', `app.use(process.env.BASE || '/base', router)`, ['GET /base', 'GET /base/x']],
  ])('follow a router mounted with %s', (_, text, routes) => {
    const router = `const router = express.Router(); router.get('/', h); router.get('/x', h);`
    expect(discoverIn(app(router + text)).routes).toEqual(routes)
  })

  it.each<[string, readonly string[]]>([
    ['/users/:id', ['/users/:id']],
    ['/users/:id(\\\\d+)', ['/users/:id']],
    ['/users/:id?', ['/users', '/users/:id']],
    ['/files/*', ['/files/*']],
    ['/files/*path', ['/files/*']],
    ['/files{/*path}', ['/files', '/files/*']],
    ['/files/:path(*)', ['/files/*']],
    ['/from-:a-to-:b', ['/:a']],
    ['/a/:name.json', ['/a/:name']],
    ['/a b', ['/a%20b']],
    ['/(x|y)', ['/*']],
    ['x', ['/x']],
  ])('write %s as the proxy does', (text, paths) => {
    expect(discoverIn(app(`app.get('${text}', h)`)).routes).toEqual(paths.map(path => `GET ${path}`))
  })

  it('say where they are wider than in the source, and which are regular expressions', () => {
    expect(
      discoverIn(app(`app.get('/a/:id(\\\\d+)', h)\napp.get(/^\\/b/, h)\napp.get([/c/, '/d'], h)`)),
    ).toEqual({
      routes: ['GET /a/:id', 'GET /d'],
      notes: [
        'app.js:4: the path is a regular expression, which could not be read.',
        'app.js:5: besides /d, the path may be another one, which could not be read.',
        'app.js:3: /a/:id(\\d+) is written down as /a/:id, which is wider.',
      ],
    })
  })

  it('are found in what TypeScript files import and export', () => {
    const { routes } = discoverIn({
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } }',
      'src/main.ts': `import express, { type Express } from 'express'\nimport { routes } from '@/routes'
        import { prefix } from './config.js'\nconst app: Express = express()\napp.use(prefix, routes)\nexport { app as default }`,
      'src/config.ts': `export const prefix = \`/api/\${'v1'}\` as const`,
      'src/routes/index.ts': `export * from './users'`,
      'src/routes/users.ts': `import { Router } from 'express'\nexport const routes = Router()\nroutes.get('/users', (req, res) => { res.end() })`,
    })
    expect(routes).toEqual(['GET /api/v1/users'])
  })

  it('are found in apps that are classes, and in routers that are handed to functions', () => {
    const { routes } = discoverIn({
      'app.ts': `import express from 'express'
        import { addUsers } from './users'
        abstract class Controller { readonly router = express.Router(); abstract path: string }
        class Orders extends Controller {
          path = '/orders'
          constructor() { super(); this.routes() }
          private routes() { this.router.get(\`\${this.path}/:id\`, this.one) }
          private one = (req, res) => res.end()
        }
        class App {
          readonly app = express()
          constructor(controllers: Controller[]) {
            addUsers(this.app)
            controllers.forEach(({ router }) => this.app.use('/api', router))
          }
        }
        new App([new Orders()])`,
      'users.ts': `import type { Application } from 'express'
        export function addUsers(app: Application) { app.get('/users', () => {}) }`,
    })
    expect(routes).toEqual(['GET /api/orders/:id', 'GET /users'])
  })

  it.each([
    [`server.applyMiddleware({ app })`, '* /graphql'],
    [`server.applyMiddleware({ app, path: '/api' })`, '* /api'],
  ])('are those of Apollo Server: %s', (text, route) => {
    const server = `const { ApolloServer } = require('apollo-server-express'); const server = new ApolloServer({});`
    expect(discoverIn(app(server + text)).routes).toEqual([route])
  })
})
