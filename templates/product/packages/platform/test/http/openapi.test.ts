import { describe, expect, it } from 'vitest'
import { defineContract } from '../../src/contract/index.js'
import { defineRoutes, renderOpenapi } from '../../src/http/index.js'
import { library, libraryRoutes } from './library.js'

const render = (routes = [libraryRoutes]) => renderOpenapi({ title: 'Library', version: '1', routes })
const document = JSON.parse(render())

describe('the OpenAPI document', () => {
  it('has each bound operation and no other', () => {
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap(methods => Object.values(methods))
      .map(({ operationId }) => operationId)
    expect(ids.sort()).toEqual(
      Object.keys(libraryRoutes.bindings)
        .map(name => `library.${name}`)
        .sort(),
    )
  })

  it('tells path and query parameters apart, with what is required', () => {
    expect(document.paths['/books/{id}'].get.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      {
        name: 'page',
        in: 'query',
        required: false,
        schema: expect.objectContaining({ type: 'integer', default: 1 }),
      },
    ])
  })

  it('leaves fields of the path out of the body', () => {
    expect(document.paths['/books/{id}/title'].put.requestBody).toEqual({
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { title: { type: 'string', minLength: 1 } },
            required: ['title'],
          },
        },
      },
    })
  })

  it('writes dates as the text that travels', () => {
    expect(document.components.schemas.Book.properties.bought).toMatchObject({
      type: 'string',
      format: 'date-time',
    })
  })

  it('refers to shared schemas, also those that contain themselves', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    )
    expect(refs).toContain('Book')
    expect(refs.filter(name => !Object.hasOwn(document.components.schemas, name ?? ''))).toEqual([])
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  it('gathers the errors of one status with their codes', () => {
    const { responses, security } = document.paths['/books/{id}/title'].put
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '409', 'default'])
    expect(responses['409'].content['application/problem+json'].schema.properties.code.enum).toEqual([
      'book-locked',
      'title-taken',
    ])
    expect(security).toEqual([{ user: [] }])
  })

  it('names the role and the empty answer', () => {
    const { responses, security } = document.paths['/books/{id}'].delete
    expect(security).toEqual([{ user: ['librarian'] }])
    expect(responses['204']).toEqual({ description: 'Done' })
  })

  it('is the same text whatever the order of the routes', () => {
    const reversed = Object.fromEntries(Object.entries(libraryRoutes.bindings).reverse())
    expect(render([{ ...libraryRoutes, bindings: reversed }])).toBe(render())
  })

  it('is refused where an address is bound twice', () => {
    const again = defineRoutes(library, { hidden: { path: 'GET /books', auth: 'none' } })
    expect(() => render([libraryRoutes, again])).toThrow('GET /books is bound twice')
  })

  it('is refused where a path does not begin with a method', () => {
    const odd = defineContract({ ...library, name: 'odd' })
    expect(() => render([defineRoutes(odd, { hidden: { path: '/books', auth: 'none' } })])).toThrow(
      'odd.hidden',
    )
  })
})
