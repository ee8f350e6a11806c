import { describe, expect, it } from 'vitest'
import { programs } from '../cases.js'
import { entriesIn, rolesIn } from '../frameworks-of.js'

const users = `export class UsersController {
  list(req: unknown, res: unknown) {}
}
export const controller = new UsersController()
`
const express = `import express, { Router, type Application } from 'express'
import { controller, UsersController } from './users.js'
declare function wrap<T>(handler: T): T
`

const withRoutes = (body: string, more = {}) => ({
  'users.ts': users,
  'app.ts': `${express}${body}`,
  ...more,
})

/** What stands in `app.ts` and what answers. */
const routes: Readonly<Record<string, readonly [Readonly<Record<string, string>>, readonly string[]]>> = {
  'a bound method': [
    withRoutes(`const app = express()\napp.get('/users', controller.list.bind(controller))`),
    ['http GET /users → UsersController.list'],
  ],
  'a method that gets the request': [
    withRoutes(`const app = express()\napp.get('/users', (req, res) => controller.list(req, res))`),
    ['http GET /users → UsersController.list'],
  ],
  'a wrapped method': [
    withRoutes(`const router = Router()\nrouter.post('/users', wrap(controller.list))`),
    ['http POST /users → UsersController.list'],
  ],
  'a named function': [
    withRoutes(`function list() {}\nconst router = express.Router()\nrouter.delete('/users/:id', list)`),
    ['http DELETE /users/:id → list'],
  ],
  'a function without a name': [
    withRoutes(`const app = express()\napp.get('/', (req, res) => res.send('ok'))`),
    ['http GET / → app.ts:5'],
  ],
  'a route with several methods': [
    withRoutes(
      `function list() {}\nfunction add() {}\nconst r = Router()\nr.route('/users').get(list).post(add)`,
    ),
    ['http GET /users → list', 'http POST /users → add'],
  ],
  'routers under routers': [
    withRoutes(
      `function list() {}\nconst app = express()\nconst api = Router()\nconst users = Router()\nusers.get('/', list)\napi.use('/users', users)\napp.use('/api/v1', api)`,
    ),
    ['http GET /api/v1/users → list'],
  ],
  'a router that is mounted twice': [
    withRoutes(
      `function list() {}\nconst app = express()\nconst users = Router()\nusers.get('/', list)\napp.use('/a', users)\napp.use('/b', users)`,
    ),
    ['http GET /a → list', 'http GET /b → list'],
  ],
  'a router of another file': [
    withRoutes(`import { orders } from './orders.js'\nconst app = express()\napp.use('/orders', orders)`, {
      'orders.ts': `import { Router } from 'express'\nconst orders = Router()\norders.get('/:id', show)\nfunction show() {}\nexport { orders }`,
    }),
    ['http GET /orders/:id → show'],
  ],
  'a function that gets the application': [
    withRoutes(
      `const app = express()\nroutes(app)\nfunction routes(server: any) { server.put('/users', list) }\nfunction list() {}`,
    ),
    ['http PUT /users → list'],
  ],
  'a function that makes a router': [
    withRoutes(
      `const app = express()\napp.use('/users', makeUsers())\nfunction makeUsers() { const users = Router(); users.get('/all', list); return users }\nfunction list() {}`,
    ),
    ['http GET /users/all → list'],
  ],
  'a router in a class': [
    withRoutes(
      `export class Api { router = Router()\n constructor() { this.router.get('/users', this.list) }\n list() {} }`,
    ),
    ['http GET /users → Api.list'],
  ],
  CommonJS: [
    {
      'app.js': `const express = require('express')\nconst app = express()\napp.use('/users', require('./users'))\nrequire('./more')(app)`,
      'users.js': `const { Router } = require('express')\nconst router = Router()\nrouter.get('/', list)\nfunction list() {}\nmodule.exports = router`,
      'more.js': `module.exports = app => { app.get('/more', more) }\nfunction more() {}`,
    },
    ['http GET /more → more', 'http GET /users → list'],
  ],
  Fastify: [
    {
      'app.ts': `import Fastify, { type FastifyInstance } from 'fastify'\nconst app = Fastify()\napp.register(users, { prefix: '/users' })\nasync function users(server: FastifyInstance) {\n  server.get('/', { schema: {} }, list)\n  server.route({ method: ['PUT', 'PATCH'], url: '/:id', handler: change })\n}\nfunction list() {}\nfunction change() {}`,
    },
    ['http GET /users → list', 'http PATCH /users/:id → change', 'http PUT /users/:id → change'],
  ],
  'a plugin of Fastify in a folder': [
    {
      'plugin.js': `const fp = require('fastify-plugin')\nasync function routes(server, options) { server.route({ method: 'GET', path: '/tags', handler: list }) }\nfunction list() {}\nmodule.exports = fp(routes)`,
    },
    ['http GET /tags → list'],
  ],
  Koa: [
    {
      'app.ts': `import Koa from 'koa'\nimport Router from '@koa/router'\nconst app = new Koa()\nconst users = new Router({ prefix: '/users' })\nusers.get('named', '/:id', show)\nconst api = new Router()\napi.use('/api', users.routes())\napp.use(api.routes())\nfunction show() {}`,
    },
    ['http GET /api/users/:id → show'],
  ],
  Hono: [
    {
      'app.ts': `import { Hono } from 'hono'\nconst app = new Hono()\nconst users = new Hono()\nusers.get('/', list)\napp.route('/users', users)\nfunction list() {}`,
    },
    ['http GET /users → list'],
  ],
  'a setting that is read': [withRoutes(`const app = express()\napp.get('env')`), []],
  'a map': [withRoutes(`const app = new Map()\napp.get('/users')`), []],
  'a client': [withRoutes(`declare const axios: any\naxios.get('/users', { params: {} })`), []],
}

const facts = programs(Object.fromEntries(Object.entries(routes).map(([name, [files]]) => [name, files])))

describe('routes', () => {
  it.each(Object.entries(routes).map(([name, [, expected]]) => [name, expected] as const))(
    'of %s',
    async (name, expected) => {
      expect(entriesIn(await facts(name))).toEqual(expected)
    },
  )
})

describe('what stands around routes', () => {
  const stage = programs({
    app: withRoutes(
      `import { log, failed } from './middleware.js'\nconst app = express()\napp.use(log)\napp.use(failed)\nexport const users = Router()\nusers.get('/', log, controller.list)\napp.use(users)`,
      {
        'middleware.ts': `export function log(req: any, res: any, next: any) {}\nexport function failed(error: any, req: any, res: any, next: any) {}`,
      },
    ),
  })
  it.each([
    'middleware.ts#log: middleware',
    'middleware.ts#failed: filter',
    'app.ts#users: router',
    'users.ts#UsersController: controller',
  ])('%s', async role => {
    expect(rolesIn(await stage('app'))).toContain(role)
  })
})
