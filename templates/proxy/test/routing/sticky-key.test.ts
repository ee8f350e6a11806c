import { describe, expect, it } from 'vitest'
import { keyOf } from '../../src/routing/sticky-key.js'
import { sampleHead, sampleRoute } from './sample-routes.js'

const address = '192.0.2.1'

function key(sticky: unknown, rawHeaders: readonly string[]): string {
  return keyOf(sampleRoute({ sticky }), sampleHead({ rawHeaders, address }))
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (payload: unknown) => `${encode({ alg: 'none' })}.${encode(payload)}.c2ln`
const bearer = (payload: unknown) => ['Authorization', `Bearer ${token(payload)}`]
const raw = (payload: string) => [
  'Authorization',
  `Bearer e30.${Buffer.from(payload).toString('base64url')}.c2ln`,
]

describe('the key', () => {
  it.each<[string, string, readonly string[], string]>([
    ['is the address', 'address', ['x-user', '7'], address],
    ['is a header', 'header:X-User', ['X-USER', '7'], '7'],
    ['is the first of several headers', 'header:x-user', ['x-user', '7', 'x-user', '8'], '7'],
    ['is a cookie', 'cookie:sid', ['Cookie', 'a=1; sid=abc'], 'abc'],
    ['is a claim', 'claim:sub', bearer({ sub: 'user-ü' }), 'user-ü'],
    [
      'is a claim with a name like an address',
      'claim:https://a.org/t',
      bearer({ 'https://a.org/t': 'x' }),
      'x',
    ],
    ['is a claim that is a number', 'claim:sub', bearer({ sub: 7 }), '7'],
    [
      'is a claim whatever the case of the scheme',
      'claim:sub',
      ['authorization', `bearer ${token({ sub: 'x' })}`],
      'x',
    ],
    [
      'is a claim of a token of another scheme',
      'claim:sub',
      ['authorization', `Token ${token({ sub: 'x' })}`],
      'x',
    ],
    ['is a claim of a token without a scheme', 'claim:sub', ['authorization', token({ sub: 'x' })], 'x'],
  ])('%s', (_, sticky, rawHeaders, expected) => {
    expect(key(sticky, rawHeaders)).toBe(expected)
  })
})

describe('the key is the address when', () => {
  it.each<[string, string, readonly string[]]>([
    ['the header is missing', 'header:x-user', []],
    ['the header is empty', 'header:x-user', ['x-user', '']],
    ['the cookie is missing', 'cookie:sid', ['Cookie', 'asid=1; sid2=2; sid']],
    ['the cookie is empty', 'cookie:sid', ['Cookie', 'sid=']],
    ['there is no token', 'claim:sub', []],
    ['the credentials are no token', 'claim:sub', ['Authorization', 'Basic dTpw']],
    ['the token has two parts', 'claim:sub', ['Authorization', `Bearer e30.${encode({ sub: 'x' })}`]],
    ['the payload is not JSON', 'claim:sub', raw('{"sub":')],
    ['the payload is a list', 'claim:0', raw('["sub"]')],
    ['the payload is null', 'claim:sub', raw('null')],
    ['the payload is text', 'claim:0', raw('"text"')],
    ['the claim is missing', 'claim:sub', bearer({ name: 'x' })],
    ['the claim is empty', 'claim:sub', bearer({ sub: '' })],
    ['the claim is an object', 'claim:sub', bearer({ sub: { id: 1 } })],
    ['the claim is true', 'claim:sub', bearer({ sub: true })],
    ['the claim is one that every object has', 'claim:constructor', bearer({})],
  ])('%s', (_, sticky, rawHeaders) => {
    expect(key(sticky, rawHeaders)).toBe(address)
  })
})
