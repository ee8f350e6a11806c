import { expect, test } from 'vitest'
import { locateState } from '../../src/state/locate-state.js'

const postgres = { kind: 'postgres', url: null, urlVariable: 'STATE_URL', name: 'shop' } as const

test('a database may be named by the environment alone', () => {
  const url = 'postgres://shop:secret@db/shop'
  const place = locateState(postgres, '/', name => (name === 'STATE_URL' ? url : undefined))
  expect(place).toEqual({ kind: 'postgres', url, name: 'shop' })
})

test.each([
  [undefined, 'The environment variable STATE_URL is not set'],
  [' ', 'The environment variable STATE_URL is not set'],
  ['redis://:secret@db', 'The environment variable STATE_URL does not hold an address of PostgreSQL'],
])('%j there is refused with the name of the variable, and without what it holds', (value, message) => {
  const locate = () => locateState(postgres, '/', () => value)
  expect(locate).toThrow(message)
  expect(locate).not.toThrow('secret')
})

test('what the config says needs no environment', () => {
  const redis = { kind: 'redis', url: 'rediss://db:6379', urlVariable: null, name: 'default' } as const
  expect(locateState(redis, '/', () => undefined)).toMatchObject({ url: 'rediss://db:6379' })
  expect(() => locateState({ ...redis, url: 'db' }, '/', () => undefined)).toThrow('state.url does not hold')
})

test('a file counts from the folder of the config', () => {
  expect(locateState({ kind: 'file', file: 'a.json' }, '/etc/shop', () => undefined)).toEqual({
    kind: 'file',
    file: '/etc/shop/a.json',
  })
})
