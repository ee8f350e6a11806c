import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../../../src/kernel/problem.js'
import { discoverFromSource } from '../../../../src/strangle/discover/from-source.js'
import { commitAll, type ProjectFiles, temporaryProject } from '../../../support/temporary-project.js'
import { discoverIn } from './discover-in.js'

const own = `const express = require('express'), app = express()\napp.get('/own', h)\n`

/** What is refused, with where and the way out. */
function refusal(files: ProjectFiles, part = '.') {
  try {
    discoverIn(files, part)
  } catch (error) {
    if (error instanceof UserError) return error.problems[0]
    throw error
  }
  throw new Error('nothing was refused')
}

describe('what source code does not tell', () => {
  it.each<[string, string, string]>([
    ['a path', `app.get(load().path, h)`, 'app.js:3: the path could not be read.'],
    [
      'the path of a router',
      `app.use(load().base, express.Router().get('/x', h))`,
      'app.js:3: the path of 1 route could not be read.',
    ],
    [
      'a router of a module that is named at run time',
      `app.use('/x', require(load()))`,
      'app.js:3: what is mounted here could not be read.',
    ],
    [
      'a router that nothing mounts',
      `express.Router().get('/x', h)`,
      'app.js:3: nothing that could be read mounts this router: 1 route left out.',
    ],
    [
      'a router that is handed away',
      `exports.start = hooks => { hooks.run('start', { app }) }`,
      'app.js:3: a router is handed to something that could not be read.',
    ],
    [
      'a route of an unknown app',
      `exports.start = other => { other.get('/x', () => {}) }`,
      'app.js:3: a route is registered with something that could not be read, and left out.',
    ],
    [
      'a value that is one of several',
      `const bases = { dev: '/a', test: '/a' }; app.get(bases[load()], h)`,
      'app.js:3: besides /a, the path may be another one, which could not be read.',
    ],
  ])('is said, with its place: %s', (_, text, note) => {
    expect(discoverIn({ 'app.js': own + text }).notes).toEqual([note])
  })

  it('is said in one sentence a file, and bounded', () => {
    const lines = Array.from({ length: 3 }, () => 'app.get(load().path, h)').join('\n')
    expect(discoverIn({ 'app.js': `${own}${lines}` }).notes).toEqual([
      'app.js:3, 4, 5: the path could not be read.',
    ])
    const many = Array.from({ length: 60 }, (_, at) => [
      `r${at}.js`,
      `require('express').Router().get('/x', h)`,
    ])
    const { notes } = discoverIn({ 'app.js': own, ...Object.fromEntries(many) })
    expect([notes.length, notes.at(-1)]).toEqual([41, '20 more could not be read either.'])
  })

  it.each<[string, ProjectFiles, readonly string[]]>([
    ['tests', { 'app.test.js': own, 'test/server.js': own }, ['GET /own']],
    ['examples', { 'examples/app.js': own, 'dist/app.js': own, 'test-utils/a.js': own }, ['GET /own']],
    ['files that name no framework', { 'client.js': `client.get('/x', () => {})` }, ['GET /own']],
  ])('does not include %s', (_, files, routes) => {
    const named = Object.fromEntries(
      Object.entries(files).map(([file, text]) => [file, String(text).replaceAll('/own', '/other')]),
    )
    expect(discoverIn({ ...named, 'app.js': own })).toEqual({ routes, notes: [] })
  })

  it('does not hinder the rest: a file with a syntax error is said with its line', () => {
    const { routes, notes } = discoverIn({
      'app.js': `${own}require('./broken')`,
      'broken.js': `// express\nconst = 1`,
    })
    expect(routes).toEqual(['GET /own'])
    expect(notes).toEqual([expect.stringMatching(/^broken\.js:2: .+\.$/)])
  })
})

describe('source code is refused', () => {
  it.each<[string, ProjectFiles, string, string]>([
    ['that is not there', {}, 'gone', 'there is no such file or folder'],
    [
      'that names no framework',
      { 'app.js': 'run()' },
      '.',
      'holds no file that imports Express, Fastify, Koa or NestJS',
    ],
    ['that is no program', { 'notes.md': 'express' }, 'notes.md', 'holds no file that imports'],
    ['without a route', { 'app.js': `require('express')()` }, '.', 'registers no route that could be read'],
  ])('%s', (_, files, part, told) => {
    const problem = refusal(files, part)
    expect(problem?.message).toContain(told)
    expect(problem?.hint).toMatch(/^Name /)
  })

  it('with the place of what stands in the way', () => {
    expect(refusal({ 'src/app.js': `const app = require('express')()\napp.get(load(), h)` })).toMatchObject({
      message: expect.stringContaining('What stands in the way: the path could not be read.'),
      place: { file: expect.stringMatching(/src\/app\.js$/), line: 2 },
    })
    const broken = refusal({ 'app.js': `const express = require('express')\nconst = 1` })
    expect(broken?.place).toMatchObject({ file: expect.stringMatching(/app\.js$/), line: 2 })
  })
})

describe('a part of a repository', () => {
  const files = {
    'package.json': '{ "workspaces": ["apps/*", "packages/*"] }',
    'apps/shop/main.js': `const app = require('express')()\napp.use(require('@a/routes'))`,
    'apps/admin/main.js': `require('express')().get('/admin', h)`,
    'packages/routes/package.json': '{ "name": "@a/routes", "main": "index.js" }',
    'packages/routes/index.js': `module.exports = require('express').Router().get('/a', h)`,
  }

  it.each(['apps/shop', 'apps/shop/main.js'])('is read with what it imports from others: %s', part => {
    expect(discoverIn(files, part)).toEqual({ routes: ['GET /a'], notes: [] })
  })

  it('may be one that git does not know', () => {
    const root = temporaryProject({ ...files, '.gitignore': 'built' })
    commitAll(root)
    mkdirSync(path.join(root, 'built'))
    expect(() => discoverFromSource(path.join(root, 'built'))).toThrow(UserError)
    expect(
      discoverFromSource(path.join(root, 'apps/shop')).candidates.map(({ path: found }) => found),
    ).toEqual(['/a'])
  })
})

describe('every program is followed to an end', () => {
  it.each<[string, string]>([
    ['a function that calls itself', `const f = n => f(n + 1); f(0)`],
    ['functions that call each other', `const f = () => g(), g = () => f(); f()`],
    ['a router that mounts itself', `const r = express.Router(); r.get('/x', h); r.use('/r', r); r.use(app)`],
    ['apps that mount each other', `const a = express(), b = express(); a.use('/b', b); b.use('/a', a)`],
    ['a class that extends itself', `class A extends A {}; new A()`],
    ['a list that holds itself', `const list = []; list.push(list); app.use(list)`],
    ['an object that makes objects', `class A { constructor() { this.next = new A() } }; new A()`],
    ['a text that grows', `let text = 'a'; for (const x of [1, 2, 3]) text += text; app.get('/' + text, h)`],
    [
      'alternatives of alternatives',
      `const c = () => x ? 'a' : y ? 'b' : 'c'; app.get('/' + Array(9).fill().map(c).join('/'), h)`,
    ],
    ['files that load each other', `require('./app')`],
  ])('%s', (_, text) => {
    expect(discoverIn({ 'app.js': own + text }).routes).toContain('GET /own')
  })

  it('calls that multiply', () => {
    const layers = Array.from(
      { length: 30 },
      (_, at) => `const f${at + 1} = a => { f${at}(a, 1); f${at}(a, 2); f${at}(a, 3) }`,
    )
    const text = `${own}const f0 = () => {}\n${layers.join('\n')}\nf30(app)`
    const { routes, notes } = discoverIn({ 'app.js': text })
    expect(routes).toEqual(['GET /own'])
    expect(notes).toEqual(['app.js:1: the program is too long to be followed to its end.'])
  })
})
