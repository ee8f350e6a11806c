import { describe, expect, it } from 'vitest'
import { bridgeAnswer, bridgeRequest } from '../../src/engine/bridge-sessions.js'
import type { Decision } from '../../src/http/exchange.js'
import { headOf, routeOf } from './sketch.js'

const toNew = (entries: Readonly<Record<string, unknown>>): Decision => ({
  route: routeOf({ mode: 'new', bridge: entries }),
  side: 'new',
  upstream: 'new',
  reason: 'mode',
  bucket: null,
})

describe('a session on its way to the new side', () => {
  it.each([
    ['cookie:sid', 'header:x-session', { Cookie: 'a=b; sid=42' }, [], ['x-session', '42']],
    ['header:x-session', 'cookie:sid', { 'X-Session': '42' }, ['Cookie', 'a=b'], ['Cookie', 'a=b; sid=42']],
    [
      'cookie:sid',
      'cookie:session',
      { Cookie: 'sid=42' },
      ['Cookie', 'sid=42'],
      ['Cookie', 'sid=42; session=42'],
    ],
    ['header:x-a', 'header:x-b', { 'X-A': '1' }, ['X-B', 'forged'], ['x-b', '1']],
    ['header:x-a', 'cookie:c', { 'X-A': '1; admin=yes' }, [], []],
    ['cookie:sid', 'header:x-session', {}, [], []],
  ])('is copied from %s to %s', (from, to, sent, before, after) => {
    const headers = [...before]
    bridgeRequest(headOf(sent), toNew({ request: [{ side: 'new', from, to }] }), headers)
    expect(headers).toEqual(after)
  })

  it('is left alone on its way to the other side', () => {
    const headers: string[] = []
    const decision = { ...toNew({ request: [{ side: 'legacy', from: 'cookie:sid', to: 'header:x' }] }) }
    bridgeRequest(headOf({ Cookie: 'sid=42' }), decision, headers)
    expect(headers).toEqual([])
  })
})

describe('a session that one side sets', () => {
  it.each([
    [
      'cookie:sid',
      'cookie:session',
      ['Set-Cookie', 'sid=42; Path=/; Secure'],
      ['Set-Cookie', 'session=42; Path=/; Secure'],
    ],
    ['cookie:sid', 'header:x-session', ['set-cookie', 'sid=42; Path=/'], ['x-session', '42']],
    ['header:x-token', 'cookie:token', ['X-Token', 'abc'], ['Set-Cookie', 'token=abc; Path=/; HttpOnly']],
    ['header:x-token', 'cookie:token', ['X-Token', 'a b'], []],
  ])('is told to the client for the other side too: %s to %s', (from, to, before, added) => {
    const headers = [...before]
    bridgeAnswer(headOf(), toNew({ response: [{ side: 'new', from, to }] }), headers)
    expect(headers).toEqual([...before, ...added])
  })
})
