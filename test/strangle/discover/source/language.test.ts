import { describe, expect, it } from 'vitest'
import { discoverIn } from './discover-in.js'

const app = (text: string) => `const express = require('express'), app = express()\n${text}`

describe('routes that a program registers by way of the language', () => {
  it.each<[string, string, readonly string[]]>([
    ['a loop over a list', `for (const path of ['/a', '/b']) app.get(path, h)`, ['/a', '/b']],
    [
      'a loop that counts',
      `const all = [{ path: '/a' }, { path: '/b' }]; for (let i = 0; i < all.length; i++) app.get(all[i].path, h)`,
      ['/a', '/b'],
    ],
    [
      'a loop over keys',
      `const all = { a: h, b: h }; for (const name in all) app.get('/' + name, all[name])`,
      ['/a', '/b'],
    ],
    [
      'a loop over a map',
      `const all = new Map([['/a', h], ['/b', h]]); for (const [path, handler] of all) app.get(path, handler)`,
      ['/a', '/b'],
    ],
    [
      'a loop over pairs',
      `Object.entries({ '/a': h, '/b': h }).forEach(([path, handler]) => app.get(path, handler))`,
      ['/a', '/b'],
    ],
    [
      'a map’s own methods',
      `const all = new Map(); all.set('/a', h); all.forEach((handler, path) => app.get(path, handler)); app.get([...all.keys()][0] + '/x', all.get('/a'))`,
      ['/a', '/a/x'],
    ],
    [
      'a set',
      `const all = new Set(['/a']); all.add('/b'); all.forEach(path => app.get(path, h))`,
      ['/a', '/b'],
    ],
    [
      'lists that are made of lists',
      `;[['/a'], ['/b']].flat().concat(['/c']).map(path => path + '/x').filter(Boolean).forEach(path => app.get(path, h))`,
      ['/a/x', '/b/x', '/c/x'],
    ],
    [
      'patterns of names',
      `const { base: { path = '/z' }, ...rest } = { base: { path: '/a' }, other: '/b' }; app.get(path, h); app.get(rest.other, h)`,
      ['/a', '/b'],
    ],
    [
      'texts',
      `app.get(['', 'a', 'b'].join('/'), h); app.get('/X'.toLowerCase(), h); app.get('/ab'.slice(0, 2) + '/c', h)`,
      ['/a/b', '/a/c', '/x'],
    ],
    [
      'spread',
      `const base = { method: 'get', path: '/a' }; const { method, path } = { ...base, path: '/b' }; app[method](path, h)`,
      ['/b'],
    ],
    [
      'functions that make routers',
      `const make = path => { const r = express.Router(); r.get(path, h); return r }; app.use('/x', make('/a')); app.use('/y', make('/b'))`,
      ['/x/a', '/y/b'],
    ],
    ['assignments', `let base = '/a'; base = '/b'; app.base = base; app.get(app.base, h)`, ['/b']],
    ['a switch of texts', `app.get(dev ? '/a' : '/b', h)`, ['/a', '/b']],
    ['asynchronous set-up', `load().then(async () => { await ready(); app.get('/a', h) })`, ['/a']],
    ['functions that nothing calls', `exports.start = () => { app.get('/a', h) }`, ['/a']],
  ])('are found: %s', (_, text, routes) => {
    expect(discoverIn({ 'app.js': app(text) })).toEqual({
      routes: routes.map(path => `GET ${path}`),
      notes: [],
    })
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    [
      'CommonJS',
      {
        'app.js': app(`app.use('/x', require('./r'))`),
        'r.js': `const r = module.exports = require('express').Router(); r.get('/a', h)`,
      },
    ],
    [
      'a property of exports',
      {
        'app.js': app(`app.use('/x', require('./r').router)`),
        'r.js': `exports.router = require('express').Router(); exports.router.get('/a', h)`,
      },
    ],
    [
      'default exports',
      {
        'app.mjs': `import express from 'express'; import r from './r.mjs'; express().use('/x', r)`,
        'r.mjs': `import { Router } from 'express'; const r = Router(); r.get('/a', h); export default r`,
      },
    ],
    [
      'import()',
      {
        'app.mjs': `import express from 'express'; const app = express(); app.use('/x', (await import('./r.mjs')).default)`,
        'r.mjs': `import { Router } from 'express'; export default Router().get('/a', h)`,
      },
    ],
    ['JSON', { 'app.js': app(`app.get(require('./paths.json').a, h)`), 'paths.json': '{ "a": "/x/a" }' }],
    [
      'files that are loaded for their effects',
      {
        'app.js': `exports.app = require('express')()\nrequire('./r')`,
        'r.js': `require('./app').app.get('/x/a', h)`,
      },
    ],
    [
      'a function of another file',
      { 'app.js': app(`require('./r')(app)`), 'r.js': `module.exports = app => app.get('/x/a', h)` },
    ],
    [
      'files that import each other',
      {
        'app.js': app(`exports.base = '/x'; app.use(require('./r').base, require('./r').r)`),
        'r.js': `const app = require('./app'); exports.base = '/x'; exports.r = require('express').Router().get('/a', h)`,
      },
    ],
  ])('are found through %s', (_, files) => {
    expect(discoverIn(files).routes).toEqual(['GET /x/a'])
  })
})
