import { expect, it } from 'vitest'
import { createBackoff } from '../../src/database/index.js'

it('waits twice as long after each failure, up to a limit, and briefly again once something has worked', () => {
  const { next, reset } = createBackoff({ first: 100, longest: 1_000 })
  for (const expected of [100, 200, 400, 800, 1_000, 1_000]) {
    const waited = next()
    expect(waited).toBeGreaterThanOrEqual(expected * 0.75)
    expect(waited).toBeLessThanOrEqual(expected * 1.25)
  }
  reset()
  expect(next()).toBeLessThanOrEqual(125)
})
