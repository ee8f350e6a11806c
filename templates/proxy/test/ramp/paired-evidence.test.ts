import { expect, test } from 'vitest'
import { logEvidence } from '../../src/ramp/paired-evidence.js'

/** The mean of the e-value over all outcomes of a block, by the binomial probabilities of `truth`. */
function meanEvidence(
  sizes: { readonly old: number; readonly new: number },
  truth: { readonly old: number; readonly new: number },
  test: { readonly margin: number; readonly ceiling: number; readonly old: number; readonly new: number },
): number {
  let mean = 0
  for (let oldHits = 0; oldHits <= sizes.old; oldHits++) {
    for (let newHits = 0; newHits <= sizes.new; newHits++) {
      const counts = { oldRequests: sizes.old, oldHits, newRequests: sizes.new, newHits }
      mean +=
        binomial(sizes.old, oldHits, truth.old) *
        binomial(sizes.new, newHits, truth.new) *
        Math.exp(logEvidence(counts, test, test))
    }
  }
  return mean
}

function binomial(count: number, hits: number, rate: number): number {
  let ways = 1
  for (let i = 1; i <= hits; i++) ways = (ways * (count - hits + i)) / i
  return ways * rate ** hits * (1 - rate) ** (count - hits)
}

test.each([0, 0.01, 0.05])(
  'on average the e-value is at most 1 for all that a margin of %d allows',
  margin => {
    for (const sizes of [
      { old: 20, new: 20 },
      { old: 3, new: 30 },
      { old: 30, new: 2 },
    ]) {
      for (const old of [0.001, 0.01, 0.1, 0.5, 0.9]) {
        for (const excess of [-0.2, -0.01, 0, margin / 2, margin]) {
          const fresh = old + excess
          if (fresh < 0 || fresh > 1) continue
          const test = { margin, ceiling: 1, old: 0.02, new: 0.02 + margin + 0.1 }
          expect(meanEvidence(sizes, { old, new: fresh }, test)).toBeLessThanOrEqual(1 + 1e-6)
        }
      }
    }
  },
)

test('on average the e-value grows where new is as bad as supposed', () => {
  const truth = { old: 0.02, new: 0.2 }
  expect(meanEvidence({ old: 20, new: 20 }, truth, { margin: 0.01, ceiling: 1, ...truth })).toBeGreaterThan(
    1.5,
  )
})

test('without requests of old at the same time there is no evidence, unless a ceiling stands in', () => {
  const counts = { oldRequests: 0, oldHits: 0, newRequests: 100, newHits: 50 }
  const supposed = { old: 0.01, new: 0.5 }
  expect(logEvidence(counts, supposed, { margin: 0.01, ceiling: 1 })).toBeCloseTo(0, 5)
  expect(logEvidence(counts, supposed, { margin: 0.01, ceiling: 0.05 })).toBeGreaterThan(20)
})

test('with a ceiling the e-value is at most 1 on average as long as old keeps to it', () => {
  for (const old of [0.001, 0.02, 0.05]) {
    const test = { margin: 0.01, ceiling: 0.05, old: 0.02, new: 0.2 }
    expect(meanEvidence({ old: 1, new: 30 }, { old, new: old + 0.01 }, test)).toBeLessThanOrEqual(1 + 1e-6)
  }
})
