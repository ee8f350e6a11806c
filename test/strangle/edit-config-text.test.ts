import { describe, expect, it } from 'vitest'
import { appendElement, setProperty } from '../../src/strangle/edit-config-text.js'

const route = { path: '/carts/*', methods: ['GET', 'HEAD'] }
const written = '{ "path": "/carts/*", "methods": ["GET", "HEAD"] }'

describe('appending a route to the text of a config', () => {
  it.each([
    [
      'on a line of its own',
      '{\n  "routes": [\n    { "path": "/a" }\n  ]\n}\n',
      `{\n  "routes": [\n    { "path": "/a" },\n    ${written}\n  ]\n}\n`,
    ],
    [
      'on the line of the others',
      '{ "routes": [{ "path": "/a" }] }',
      `{ "routes": [{ "path": "/a" }, ${written}] }`,
    ],
    [
      'behind a remark of the last one',
      '{"routes": [\n\t{} // first\n]}',
      `{"routes": [\n\t{}, // first\n\t${written}\n]}`,
    ],
    [
      'behind a block comment',
      '{"routes": [\n  {} /* first */\n]}',
      `{"routes": [\n  {}, /* first */\n  ${written}\n]}`,
    ],
    [
      'keeping a comma at the end',
      '{"routes": [\n  {}, // first\n]}',
      `{"routes": [\n  {}, // first\n  ${written},\n]}`,
    ],
    ['keeping a comma before the bracket', '{"routes": [{},]}', `{"routes": [{}, ${written},]}`],
    [
      'with the line ends of the file',
      '{\r\n  "routes": [\r\n    {}\r\n  ]\r\n}',
      `{\r\n  "routes": [\r\n    {},\r\n    ${written}\r\n  ]\r\n}`,
    ],
    ['into an empty list', '{\n  "routes": []\n}', `{\n  "routes": [\n    ${written}\n  ]\n}`],
    [
      'into a list that holds a remark',
      '{\n  "routes": [ // none\n  ]\n}',
      `{\n  "routes": [ // none\n    ${written}\n  ]\n}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(appendElement(text, 'routes', route)).toBe(expected)
  })

  it('makes the list where there is none', () => {
    const text = appendElement('{\n  // The old shop.\n  "upstreams": {}\n}\n', 'routes', route)
    expect(text).toContain('// The old shop.')
    expect(JSON.parse(text.replace(/\/\/.*/, ''))).toEqual({ upstreams: {}, routes: [route] })
  })
})

describe('setting a property in the text of a config', () => {
  const set = (text: string, value: string | undefined) => setProperty(text, ['routes', 0], 'mode', value)

  it.each([
    ['{"routes": [{ "path": "/a" }]}', 'new', '{"routes": [{ "path": "/a", "mode": "new" }]}'],
    ['{"routes": [{}]}', 'new', '{"routes": [{"mode": "new"}]}'],
    [
      '{"routes": [{ "mode": "legacy" /* for now */ }]}',
      'new',
      '{"routes": [{ "mode": "new" /* for now */ }]}',
    ],
    ['{"routes": [{ "path": "/a", "mode": "new" }]}', undefined, '{"routes": [{ "path": "/a" }]}'],
    [
      '{"routes": [\n  {\n    // Soon.\n    "path": "/a"\n  }\n]}',
      'new',
      '{"routes": [\n  {\n    // Soon.\n    "path": "/a",\n    "mode": "new"\n  }\n]}',
    ],
  ])('%j with %j', (text, value, expected) => {
    expect(set(text, value)).toBe(expected)
  })
})
