import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCircuitBreaker } from '../../src/contract/circuit-breaker.js'
import { ContractError, defineContract, fail, localFacade } from '../../src/contract/index.js'
import { shelf } from './shelf.js'

const contractOf = (input: z.ZodType, output: z.ZodType) =>
  defineContract({
    name: 'odd',
    operations: { act: { kind: 'query', description: '', input, output, errors: {} } },
  })

describe('a contract', () => {
  it.each([
    ['a date', z.object({ at: z.date() }), z.void(), 'odd.act input'],
    ['a bigint', z.object({}), z.object({ sum: z.bigint() }), 'odd.act output'],
    ['a one-way transform', z.object({}), z.object({ n: z.string().transform(Number) }), 'odd.act output'],
  ])('that could not travel because of %s is refused when it is wired', (_, input, output, place) => {
    expect(() => localFacade(contractOf(input, output), { act: async () => ({}) as never })).toThrow(place)
  })

  it('without an implementation of each operation is refused when it is wired', () => {
    expect(() => localFacade(shelf, {} as never)).toThrow('shelf has no implementation of addBook')
  })

  it('gives an error its status and title', () => {
    const failing = () => fail(shelf, 'addBook', 'shelf-full', { limit: 3 })
    expect(failing).toThrow(ContractError)
    expect(failing).toThrow('The shelf is full')
  })
})

describe('a circuit breaker', () => {
  const withClock = () => {
    let time = 0
    const breaker = createCircuitBreaker({ failures: 2, cooldown: 100, now: () => time })
    const fail = () => breaker.enter()?.end('failure')
    return {
      breaker,
      fail,
      pass: (ms: number) => {
        time += ms
      },
    }
  }

  it('opens only for failures one after another', () => {
    const { breaker, fail } = withClock()
    fail()
    breaker.enter()?.end('success')
    fail()
    expect(breaker.enter()).not.toBeNull()
    fail()
    expect(breaker.enter()).toBeNull()
  })

  it('opens again when the probe fails', () => {
    const { breaker, fail, pass } = withClock()
    fail()
    fail()
    pass(100)
    fail()
    expect(breaker.enter()).toBeNull()
    pass(99)
    expect(breaker.enter()).toBeNull()
    pass(1)
    expect(breaker.enter()).not.toBeNull()
  })

  it('lets another probe through when the caller gave the first one up', () => {
    const { breaker, fail, pass } = withClock()
    fail()
    fail()
    pass(100)
    breaker.enter()?.end('neither')
    expect(breaker.enter()).not.toBeNull()
  })

  it('is not moved by what began before it opened', () => {
    const { breaker, fail, pass } = withClock()
    const late = breaker.enter()
    fail()
    fail()
    late?.end('success')
    expect(breaker.enter()).toBeNull()
    pass(100)
    const probe = breaker.enter()
    late?.end('failure')
    probe?.end('success')
    expect(breaker.enter()).not.toBeNull()
  })
})
