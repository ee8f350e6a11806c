import { describe, expect, it } from 'vitest'
import { normalizeEmail } from '../src/domain/email-address.js'
import { chooseSigningKey, type KeyPolicy, planKeys } from '../src/domain/key-schedule.js'
import { deriveSessionEnd, judgeToken } from '../src/domain/session.js'
import { deriveWait } from '../src/domain/throttle.js'

describe('an e-mail address', () => {
  it.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com ', 'ann@example.com'],
    ['ａｎｎ@ｅｘａｍｐｌｅ．com', 'ann@example.com'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['ann+shop@example.com', 'ann+shop@example.com'],
  ])('is the same however it is written: %s', (given, normal) => {
    expect(normalizeEmail(given)).toBe(normal)
  })

  it.each([
    'ann',
    '@example.com',
    'ann@',
    'ann@localhost',
    'a@b@example.com',
    'a b@example.com',
    'a\u0000@example.com',
    'ann@exa_mple.com',
    `${'a'.repeat(65)}@example.com`,
    'ann@-x.com',
    'a..b@example.com',
  ])('is none: %j', text => expect(normalizeEmail(text)).toBeNull())
})

describe('attempts to sign in', () => {
  it('are free at first, then wait twice as long each time, a quarter of an hour at most', () => {
    expect([1, 4, 5, 6, 7, 30, 2_000].map(deriveWait)).toEqual([0, 0, 1_000, 2_000, 4_000, 900_000, 900_000])
  })
})

describe('a session', () => {
  const day = 86_400_000
  it('ends two weeks after it was used, ninety days after it began', () => {
    const begun = new Date(0)
    expect(deriveSessionEnd(begun, new Date(day))).toEqual(new Date(15 * day))
    expect(deriveSessionEnd(begun, new Date(80 * day))).toEqual(new Date(90 * day))
  })

  it.each([
    ['good', null, null, 1],
    ['reused', new Date(0), null, 1],
    ['over', null, null, 0],
    ['over', null, new Date(0), 1],
    ['over', new Date(0), new Date(0), 1],
  ])('has a token that is %s', (judgement, used_at, revoked_at, end) => {
    expect(judgeToken({ used_at, revoked_at, expires_at: new Date(end) }, new Date(0))).toBe(judgement)
  })
})

describe('signing keys', () => {
  const policy: KeyPolicy = { signs: 100, announced: 20, kept: 5 }
  const key = (id: string, from: number) => ({ id, signsFrom: new Date(from) })
  const plan = (keys: readonly ReturnType<typeof key>[], at: number) => {
    const { create, remove } = planKeys(keys, new Date(at), policy)
    return { create: create?.getTime() ?? null, remove }
  }

  it.each([
    ['the first one signs at once', [], 0, { create: 0, remove: [] }],
    ['nothing happens while one signs', [key('a', 0)], 79, { create: null, remove: [] }],
    ['the next one is announced before it signs', [key('a', 0)], 80, { create: 100, remove: [] }],
    ['it is announced once', [key('a', 0), key('b', 100)], 90, { create: null, remove: [] }],
    ['one that comes late is announced as long', [key('a', 0)], 150, { create: 170, remove: [] }],
    [
      'the old one stays while its tokens live',
      [key('a', 0), key('b', 100)],
      104,
      { create: null, remove: [] },
    ],
    [
      'the old one goes with its last token',
      [key('a', 0), key('b', 100)],
      105,
      { create: null, remove: ['a'] },
    ],
  ])('%s', (_, keys, at, expected) => {
    expect(plan(keys, at)).toEqual(expected)
  })

  it('are chosen by the time', () => {
    const keys = [key('b', 100), key('a', 0)]
    expect([-1, 0, 99, 100].map(at => chooseSigningKey(keys, new Date(at))?.id)).toEqual([
      undefined,
      'a',
      'a',
      'b',
    ])
  })
})
