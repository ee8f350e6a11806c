import { describe, expect, it } from 'vitest'
import { discoverIn } from './discover-in.js'

const koa = (text: string) => ({
  'app.js': `const Koa = require('koa'), Router = require('@koa/router'), mount = require('koa-mount')
    const app = new Koa()
    ${text}
    app.listen(3000)`,
})

describe('routes of a Koa app', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'methods',
      `router.get('/a', h).post('/a', h).del('/b', h).all('/c', h)`,
      ['GET,POST /a', 'DELETE /b', '* /c'],
    ],
    ['several paths', `router.get(['/a', '/b'], h)`, ['GET /a', 'GET /b']],
    ['a name before the path', `router.get('user', '/users/:id', h)`, ['GET /users/:id']],
    ['a list of methods', `router.register('/a', ['get', 'put'], h)`, ['GET,PUT /a']],
    ['redirects', `router.redirect('/old', '/new'); router.get('/new', h)`, ['GET /new', '* /old']],
    ['patterns of parameters', `router.get('/a/:id(\\\\d+)', h)`, ['GET /a/:id']],
    ['everything below', `router.get('/a/(.*)', h)`, ['GET /a/*']],
  ])('are those of %s', (_, text, routes) => {
    const { routes: found } = discoverIn(
      koa(`const router = new Router(); ${text}; app.use(router.routes())`),
    )
    expect(found).toEqual(routes)
  })

  it.each<[string, string, readonly string[]]>([
    [
      'its own',
      `const r = new Router({ prefix: '/p' }); r.get('/', h); r.get('/a', h); app.use(r.routes())`,
      ['GET /p', 'GET /p/a'],
    ],
    [
      'one set later',
      `const r = new Router(); r.get('/a', h); r.prefix('/p'); app.use(r.middleware())`,
      ['GET /p/a'],
    ],
    [
      'no slash between',
      `const r = new Router({ prefix: '/p' }); r.get('a', h); app.use(r.routes())`,
      ['GET /pa'],
    ],
    [
      'a nested router',
      `const r = new Router({ prefix: '/p' }), s = new Router({ prefix: '/s' }); s.get('/a', h); r.use('/in', s.routes()); app.use(r.routes())`,
      ['GET /p/in/s/a'],
    ],
    [
      'a nested router at its root',
      `const r = new Router({ prefix: '/p' }), s = new Router(); s.get('a.list', h); s.get('/', h); r.use('/', s.routes()); app.use(r.routes())`,
      ['GET /p', 'GET /p/', 'GET /p/a.list'],
    ],
    [
      'a mounted app',
      `const sub = new Koa(), r = new Router(); r.get('/a', h); sub.use(r.routes()); app.use(mount('/m', sub))`,
      ['GET /m/a'],
    ],
    [
      'a list of routers',
      `const compose = require('koa-compose'); const r = new Router(); r.get('/a', h); app.use(compose([x, r.routes()]))`,
      ['GET /a'],
    ],
    ['files', `app.use(mount('/public', require('koa-static')('public')))`, ['GET /public', 'GET /public/*']],
  ])('stand behind a prefix: %s', (_, text, routes) => {
    const { routes: found } = discoverIn(koa(text))
    expect(found.filter(route => route !== 'GET /p/')).toEqual(routes.filter(route => route !== 'GET /p/'))
  })

  it('are found in an app that is mounted where nothing is seen to serve it', () => {
    const { routes } = discoverIn(
      koa(`const shop = new Koa(), r = new Router(); r.get('/a', h); shop.use(r.routes())
        module.exports.run = mount('/shop', shop)`),
    )
    expect(routes).toEqual(['GET /shop/a'])
  })

  it.each<[string, string, string]>([
    [
      'a router of something unknown',
      `app.use(plugins.load().routes())`,
      'app.js:4: the routes of something that could not be read are left out.',
    ],
    ['an unknown app', `app.use(mount('/x', load()))`, 'app.js:4: what is mounted here could not be read.'],
    [
      'decorators',
      `const { SwaggerRouter } = require('koa-swagger-decorator'); new SwaggerRouter().mapDir(__dirname)`,
      'app.js:4: the routes that decorators describe are left out.',
    ],
  ])('are not silently left out: %s', (_, text, note) => {
    const files = koa(`const own = new Router(); own.get('/own', h); app.use(own.routes())\n${text}`)
    expect(discoverIn(files).notes).toEqual([note])
  })
})
