import { describe, expect, it } from 'vitest'
import { Breaker } from '../../src/upstreams/breaker.js'
import { RetryBudget } from '../../src/upstreams/retry-budget.js'

/** A breaker that three failures at 0 have opened for 100 ms. */
function opened(): Breaker {
  const breaker = new Breaker({ failures: 3, pause: 100 })
  for (let i = 0; i < 3; i += 1) breaker.fail(0)
  return breaker
}

describe('a breaker', () => {
  it('opens after consecutive failures only', () => {
    const breaker = new Breaker({ failures: 3, pause: 100 })
    breaker.fail(0)
    breaker.fail(0)
    breaker.succeed()
    breaker.fail(0)
    breaker.fail(0)
    expect(breaker.state(0)).toBe('closed')
    breaker.fail(0)
    expect(breaker.state(0)).toBe('open')
    expect(breaker.allows(99)).toBe(false)
  })

  it('lets a single probe through after its pause', () => {
    const breaker = opened()
    expect(breaker.state(100)).toBe('half-open')
    expect(breaker.allows(100)).toBe(true)
    breaker.admit()
    expect(breaker.allows(100)).toBe(false)
  })

  it('closes when the probe succeeds', () => {
    const breaker = opened()
    breaker.admit()
    breaker.succeed()
    expect(breaker.state(101)).toBe('closed')
  })

  it('doubles its pause with each probe that fails, up to ten times', () => {
    const breaker = opened()
    let now = 100
    const pauses = [200, 400, 800, 1_000, 1_000]
    for (const pause of pauses) {
      breaker.admit()
      breaker.fail(now)
      expect(breaker.allows(now + pause - 1)).toBe(false)
      expect(breaker.allows(now + pause)).toBe(true)
      now += pause
    }
  })

  it('lets another probe through when one says nothing', () => {
    const breaker = opened()
    breaker.admit()
    breaker.abandon()
    expect(breaker.state(100)).toBe('half-open')
    expect(breaker.allows(100)).toBe(true)
  })

  it('is not kept open for longer by failures of requests that were sent before', () => {
    const breaker = opened()
    breaker.fail(50)
    expect(breaker.allows(100)).toBe(true)
  })
})

describe('a retry budget', () => {
  it('allows a share of all requests, and a few at any rate', () => {
    const budget = new RetryBudget()
    expect([1, 2, 3, 4].map(() => budget.take(10, 0))).toEqual([true, true, true, false])
    for (let i = 0; i < 100; i += 1) budget.request()
    expect(Array.from({ length: 20 }, () => budget.take(10, 0)).filter(Boolean)).toHaveLength(7)
  })

  it('allows none when its share is 0, and begins anew after a while', () => {
    const budget = new RetryBudget()
    expect(budget.take(0, 0)).toBe(false)
    for (let i = 0; i < 3; i += 1) budget.take(10, 0)
    expect(budget.take(10, 9_000)).toBe(false)
    expect(budget.take(10, 11_000)).toBe(true)
  })
})
