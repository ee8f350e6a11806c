import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/kernel/problem.js'
import { discoverFromAccessLog } from '../../../src/strangle/discover/from-access-log.js'
import { discoverFromOpenapi } from '../../../src/strangle/discover/from-openapi.js'

describe('routes from an OpenAPI document', () => {
  it('are its paths with their methods, parameters in our form, behind the path of the server', () => {
    const text = `
openapi: 3.1.0
servers: [{ url: 'https://shop.example.org/api/' }]
paths:
  /users/{userId}:
    parameters: []
    get: {}
    delete: {}
  /users: { post: {}, get: {} }
  /reports/{name}.pdf: { get: {} }
  x-notes: {}
`
    expect(discoverFromOpenapi('api.yaml', text)).toEqual([
      { methods: ['GET'], path: '/api/reports/:name', hits: null },
      { methods: ['GET', 'POST'], path: '/api/users', hits: null },
      { methods: ['DELETE', 'GET'], path: '/api/users/:userId', hits: null },
    ])
  })

  it('are read from Swagger 2 in JSON too', () => {
    const text = JSON.stringify({ swagger: '2.0', basePath: '/v1', paths: { '/a': { put: {} } } })
    expect(discoverFromOpenapi('api.json', text)).toEqual([{ methods: ['PUT'], path: '/v1/a', hits: null }])
  })

  it.each([
    ['paths:\n  /a: {', 2],
    ['{ "openapi": "3.0.0" }', 1],
    ['just text', 1],
  ])('are refused with the place for %j', (text, line) => {
    const error = (() => {
      try {
        return discoverFromOpenapi('api.yaml', text)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).problems[0]?.place).toMatchObject({ file: 'api.yaml', line })
  })
})

describe('routes from an access log', () => {
  const common = (request: string, status = 200) =>
    `127.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "${request} HTTP/1.1" ${status} 12`

  it('are what was asked, ids as parameters, with the number of requests', () => {
    const reading = discoverFromAccessLog([
      common('GET /users/7?full=1'),
      `${common('GET /users/8')} "-" "agent"`,
      common('DELETE /users/9'),
      common('GET /orders/3f2504e0-4f89-11d3-9a0c-0305e82c3301/items'),
      common('GET /wp-login.php', 404),
      'something else',
      '',
    ])
    expect(reading).toEqual({
      candidates: [
        { methods: ['GET'], path: '/orders/:id/items', hits: 1 },
        { methods: ['DELETE', 'GET'], path: '/users/:id', hits: 3 },
      ],
      lines: 6,
      skipped: 2,
    })
  })

  it('make a parameter of what varies while its neighbours stay, and keep the few names that do not', () => {
    const tags = Array.from({ length: 9 }, (_, at) => common(`GET /tags/${'abcdefghi'[at]}ware/posts`))
    const { candidates } = discoverFromAccessLog([...tags, common('GET /tags'), common('GET /tags/popular')])
    expect(candidates.map(({ path, hits }) => [path, hits])).toEqual([
      ['/tags', 1],
      ['/tags/:id/posts', 9],
      ['/tags/popular', 1],
    ])
  })

  it.each([
    '{"method":"GET","path":"/a"}',
    '{"req":{"method":"get","url":"/a?x=1"},"res":{"statusCode":200}}',
    '{"request":"GET /a HTTP/1.1","status":"200"}',
    '{"http.request.method":"GET","url":"https://shop.example.org/a"}',
  ])('are read from lines of JSON: %s', line => {
    expect(discoverFromAccessLog([line]).candidates).toEqual([{ methods: ['GET'], path: '/a', hits: 1 }])
  })
})
