import { expect, it } from 'vitest'
import { rememberTokens } from '../src/authentication/remember-tokens.js'
import type { TokenCheck } from '../src/authentication/verify-token.js'

const wren: TokenCheck = {
  kind: 'valid',
  identity: { userId: 'wren', roles: [], tenant: null },
  expiresAt: 50_000,
}

/** Checks by a clock, and writes down what was checked. */
function openScene(answer: () => TokenCheck | Promise<TokenCheck> = () => wren, most = 3) {
  const clock = { now: 0 }
  const checked: string[] = []
  const check = async (token: string) => {
    checked.push(token)
    return answer()
  }
  return {
    clock,
    checked,
    remembered: rememberTokens(check, { most, lifetime: 20_000, now: () => clock.now }),
  }
}

it('checks a token that is used again and again once in a while, and never trusts it beyond its end', async () => {
  const { clock, checked, remembered } = openScene()
  const checkedAt: number[] = []
  for (; clock.now <= 50_000; clock.now += 5_000) {
    const before = checked.length
    expect(await remembered.check('a')).toBe(wren)
    if (checked.length > before) checkedAt.push(clock.now)
  }
  expect(checkedAt).toEqual([0, 20_000, 40_000, 50_000])
})

it.each(['invalid', 'unavailable'] as const)('checks again what was %s', async kind => {
  const { checked, remembered } = openScene(() => ({ kind }))
  await remembered.check('a')
  await remembered.check('a')
  expect(checked).toEqual(['a', 'a'])
})

it('checks everything again once keys are replaced, also what was being checked by the old ones', async () => {
  let finish: (check: TokenCheck) => void = () => {}
  const slow = () => new Promise<TokenCheck>(resolve => (finish = resolve))
  const { checked, remembered } = openScene(() => (checked.length === 2 ? slow() : wren))
  await remembered.check('a')
  const checking = remembered.check('b')
  remembered.forget()
  finish(wren)
  await checking
  await remembered.check('a')
  await remembered.check('b')
  expect(checked).toEqual(['a', 'b', 'a', 'b'])
})

it('forgets the first tokens when there are too many', async () => {
  const { checked, remembered } = openScene()
  for (const token of ['a', 'b', 'c', 'd', 'd', 'b', 'a']) await remembered.check(token)
  expect(checked).toEqual(['a', 'b', 'c', 'd', 'a'])
})
