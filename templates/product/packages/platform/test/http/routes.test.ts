import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localFacade } from '../../src/contract/index.js'
import { createHttpServer, mountRoutes } from '../../src/http/index.js'
import { library, libraryImplementation, libraryRoutes } from './library.js'

let internal: FastifyInstance
let open: FastifyInstance
let origin: string
let openOrigin: string

beforeAll(async () => {
  const facade = localFacade(library, libraryImplementation)
  internal = createHttpServer({ internal: true, bodyLimit: 1_000 })
  open = createHttpServer()
  for (const app of [internal, open]) mountRoutes(app, libraryRoutes, facade)
  origin = await internal.listen({ port: 0, host: '127.0.0.1' })
  openOrigin = await open.listen({ port: 0, host: '127.0.0.1' })
})

afterAll(async () => {
  await internal.close()
  await open.close()
})

const json = { 'content-type': 'application/json' }
const ann = { 'x-user-id': 'ann', 'x-user-roles': 'reader, librarian' }
const bob = { 'x-user-id': 'bob' }

async function ask(path: string, init?: RequestInit) {
  const response = await fetch(`${origin}${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

describe('the input of a route', () => {
  it.each([
    ['nothing', '', { limit: 20, shelf: [] }],
    ['numbers', '?limit=5', { limit: 5, shelf: [] }],
    ['booleans', '?available=false', { limit: 20, available: false, shelf: [] }],
    ['a list of one', '?shelf=3', { limit: 20, shelf: [3] }],
    ['a list', '?shelf=3&shelf=4', { limit: 20, shelf: [3, 4] }],
    ['text that looks like a number', '?text=007', { limit: 20, shelf: [], text: '007' }],
    ['the fitting part of a union', '?order=title', { limit: 20, shelf: [], order: 'title' }],
    ['the other part of a union', '?order=2', { limit: 20, shelf: [], order: 2 }],
    ['dates', '?since=2026-01-31T09:30:00Z', { limit: 20, shelf: [], since: '2026-01-31T09:30:00.000Z' }],
    ['fields that nobody asked for', '?constructor=x&__proto__=y', { limit: 20, shelf: [] }],
  ])('takes %s from the query', async (_, query, asked) => {
    expect(await ask(`/books${query}`)).toMatchObject({ status: 200, body: { asked } })
  })

  it.each([
    ['no number', '?limit=many', ['limit']],
    ['an empty number', '?shelf=', ['shelf', 0]],
    ['too large a number', '?limit=101', ['limit']],
    ['a boolean of another language', '?available=yes', ['available']],
    ['a second value', '?text=a&text=b', ['text']],
    ['a bad item of a list', '?shelf=1&shelf=x', ['shelf', 1]],
  ])('is refused for %s', async (_, query, path) => {
    expect(await ask(`/books${query}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', fields: { issues: [{ path }] } },
    })
  })

  it('takes a field of the path before one of the body', async () => {
    const body = JSON.stringify({ id: 'another', title: 'Persuasion' })
    const answer = await ask('/books/b1/title', { method: 'PUT', headers: { ...json, ...bob }, body })
    expect(answer).toMatchObject({ status: 200, body: { id: 'b1', title: 'Persuasion' } })
  })

  it('takes a field of the path before one of the query', async () => {
    expect(await ask('/books/b1?id=another')).toMatchObject({ status: 200, body: { id: 'b1' } })
  })

  it('does without a body where none is needed, whatever the content type says', async () => {
    const answer = await ask('/books/b1', { method: 'DELETE', headers: { ...json, ...ann } })
    expect(answer).toMatchObject({ status: 204, body: undefined })
  })
})

describe('the output of a route', () => {
  it('has what the contract names and nothing else, dates as text', async () => {
    const { body } = await ask('/books/b1')
    expect(body).toEqual({ id: 'b1', title: 'Emma', bought: '2026-01-31T09:30:00.000Z' })
  })

  it('has the status of its binding', async () => {
    const tree = { name: 'oak', children: [{ name: 'leaf', children: [] }] }
    const answer = await ask('/trees', { method: 'POST', headers: json, body: JSON.stringify({ tree }) })
    expect(answer).toMatchObject({ status: 201, body: tree })
  })
})

describe('who may ask', () => {
  it.each([
    ['nobody a public route', 'GET', '/books/b1', {}, 200],
    ['nobody a route of users', 'GET', '/me', {}, 401],
    ['a user a route of users', 'GET', '/me', bob, 200],
    ['a user a route of a role', 'DELETE', '/books/b1', bob, 403],
    ['whoever has the role', 'DELETE', '/books/b1', ann, 204],
    ['roles without a user', 'DELETE', '/books/b1', { 'x-user-roles': 'librarian' }, 401],
  ])('%s: %s %s', async (_, method, path, headers, status) => {
    expect(await ask(path, { method, headers })).toMatchObject({ status })
  })

  it('reaches the module as its caller', async () => {
    const { body } = await ask('/me', { headers: { ...ann, 'x-tenant': 'Z%C3%BCrich' } })
    expect(body).toEqual({ userId: 'ann', roles: ['reader', 'librarian'], tenant: 'Zürich' })
  })

  it('is not believed on a server that is not internal', async () => {
    const response = await fetch(`${openOrigin}/me`, {
      headers: { ...ann, 'x-caller': '{"userId":"ann","roles":[]}' },
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('is asked before the input is looked at', async () => {
    expect(await ask('/books/b1/title', { method: 'PUT', headers: json, body: '{}' })).toMatchObject({
      status: 401,
    })
  })
})

describe('a problem', () => {
  const tooLarge = JSON.stringify({ title: 'x'.repeat(2_000) })
  it.each([
    ['an error of the contract', '/books/missing', {}, 404, 'not-found'],
    ['an address that is not there', '/nowhere', {}, 404, 'not-found'],
    ['an operation without a route', '/hidden', {}, 404, 'not-found'],
    ['an address that is not well formed', '/books/%zz', {}, 400, 'bad-url'],
    ['bad JSON', '/trees', { method: 'POST', headers: json, body: '{"a":' }, 400, 'invalid-json'],
    [
      'JSON that reaches for prototypes',
      '/trees',
      { method: 'POST', headers: json, body: '{"__proto__":{}}' },
      400,
      'invalid-json',
    ],
    [
      'another media type',
      '/trees',
      { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      'unsupported-media-type',
    ],
    ['too large a body', '/trees', { method: 'POST', headers: json, body: tooLarge }, 413, 'body-too-large'],
    [
      'a body that is no object',
      '/trees',
      { method: 'POST', headers: json, body: '[]' },
      400,
      'invalid-input',
    ],
    ['no time left', '/slow?ms=100', { headers: { 'x-deadline': '10' } }, 504, 'deadline-exceeded'],
    ['an unforeseen error', '/books/crash', {}, 500, 'internal'],
  ])('is told for %s', async (_, path, init, status, code) => {
    const { headers, body, ...answer } = await ask(path, init)
    expect(answer.status).toBe(status)
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(body).toMatchObject({ type: `urn:problem:${code}`, status, code, title: expect.any(String) })
    expect(body.instance).toBe(`urn:request:${headers.get('x-request-id')}`)
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  it.each([
    ['the seconds of its fields, rounded up', '/slow?ms=-1', 429, '7'],
    ['the seconds of its fields where the server is away', '/slow?ms=-2', 503, '30'],
    ['a second where the server is away and nothing says how long', '/slow?ms=-3', 503, '1'],
    ['nothing where asking again is no help', '/books/missing', 404, null],
  ])('has as Retry-After %s', async (_, path, status, wait) => {
    const answer = await ask(path)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, wait])
  })

  it('has the fields of its error', async () => {
    expect((await ask('/books/missing')).body.fields).toEqual({ id: 'missing' })
  })
})
