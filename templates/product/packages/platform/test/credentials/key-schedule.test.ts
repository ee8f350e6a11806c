import { describe, expect, it } from 'vitest'
import { chooseSigningKey, type KeyPolicy, planKeys } from '../../src/credentials/key-schedule.js'

describe('signing keys', () => {
  const policy: KeyPolicy = { signs: 100, announced: 20, kept: 5 }
  const key = (id: string, from: number, isOurs = true) => ({ id, signsFrom: new Date(from), isOurs })
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
    ['beside a foreign one, one of ours signs at once', [key('x', 0, false)], 50, { create: 50, remove: [] }],
    [
      'a foreign one stays, although one of ours signs',
      [key('x', 0, false), key('a', 10)],
      40,
      { create: null, remove: [] },
    ],
    [
      'a foreign one goes once no key would be kept',
      [key('x', 0, false), key('a', 60)],
      125,
      { create: null, remove: ['x'] },
    ],
    ['a foreign one is no next one', [key('a', 0), key('x', 100, false)], 90, { create: 110, remove: [] }],
  ])('%s', (_, keys, at, expected) => {
    expect(plan(keys, at)).toEqual(expected)
  })

  it('are chosen by the time', () => {
    const keys = [key('b', 100), key('x', 50, false), key('a', 0)]
    expect([-1, 0, 99, 100].map(at => chooseSigningKey(keys, new Date(at))?.id)).toEqual([
      undefined,
      'a',
      'a',
      'b',
    ])
  })
})
