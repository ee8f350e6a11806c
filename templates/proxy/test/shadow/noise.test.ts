import { describe, expect, test } from 'vitest'
import { exactTest } from '../../src/shadow/noise/exact-test.js'
import { learnNoise, noNoise } from '../../src/shadow/noise/learn-noise.js'
import { deriveNoise, deriveNoiseVerdicts } from '../../src/shadow/noise/noise-verdicts.js'
import { compareAnswers } from '../../src/shadow/comparing/compare-answers.js'
import type { LearnedNoise } from '../../src/state/state.js'
import { createComparisonStats } from '../../src/shadow/comparison-stats.js'
import { json, plainSettings } from './support/answers.js'
import { seededRandom } from './support/random.js'

const nothing: ReadonlySet<string> = new Set()

/** Compares the old system with itself so many times. */
function learn(times: number, answerOf: () => unknown): LearnedNoise {
  let learned = noNoise
  for (let run = 0; run < times; run += 1) {
    learned = learnNoise(
      learned,
      compareAnswers(json(answerOf()), json(answerOf()), plainSettings, nothing).differences,
    )
  }
  return learned
}

/** Compares the old system with the new one so many times. */
function observe(times: number, oldAnswer: () => unknown, newAnswer: () => unknown) {
  const stats = createComparisonStats()
  for (let run = 0; run < times; run += 1) {
    stats.record('r', compareAnswers(json(oldAnswer()), json(newAnswer()), plainSettings, nothing))
  }
  return stats
}

describe('Fisher’s exact test', () => {
  // By hand, from the hypergeometric distribution.
  test.each([
    [{ count: 1, of: 4 }, { count: 3, of: 4 }, 17 / 70],
    [{ count: 0, of: 5 }, { count: 5, of: 5 }, 1 / 252],
    [{ count: 0, of: 10 }, { count: 2, of: 10 }, 45 / 190],
    [{ count: 3, of: 4 }, { count: 1, of: 4 }, 1],
    [{ count: 0, of: 0 }, { count: 7, of: 9 }, 1],
  ])('of %j and %j is %d', (baseline, observed, probability) => {
    expect(exactTest(baseline, observed)).toBeCloseTo(probability, 9)
  })

  test('agrees with the normal approximation where that holds', () => {
    // Rates 0.10 and 0.105 of 100,000 each: z = 3.69, and P(Z > 3.69) = 1.1e-4.
    const probability = exactTest({ count: 10_000, of: 100_000 }, { count: 10_500, of: 100_000 })
    expect(probability).toBeGreaterThan(0.9e-4)
    expect(probability).toBeLessThan(1.4e-4)
  })
})

test('timestamps and request ids are learned as noise', () => {
  const random = seededRandom(7)
  const answerOf = () => ({
    requestId: `req-${random()}`,
    items: [{ name: 'a', at: new Date(random() * 1e12).toISOString() }],
    total: 3,
  })
  const learned = learn(30, answerOf)
  expect(learned).toEqual({ comparisons: 30, paths: { '/requestId': 30, '/items/*/at': 30 } })
  const stats = observe(200, answerOf, answerOf)
  expect(stats.read('r', learned)).toMatchObject({ equal: 200, different: 0, differenceRate: 0 })
  expect(deriveNoise(learned, stats.observed('r'))).toEqual(new Set(['/requestId', '/items/*/at']))
})

test('a field that differs once in a thousand requests is counted at once, and proven with enough samples', () => {
  const random = seededRandom(8)
  const answerOf = (total: number) => ({ at: random(), total })
  const learned = learn(5000, () => answerOf(3))
  let requests = 0
  const broken = () => answerOf(++requests % 1000 === 0 ? 4 : 3)
  const few = observe(5000, () => answerOf(3), broken).read('r', learned)
  expect(few).toMatchObject({ different: 5, equal: 4995 })
  expect(few.paths.find(path => path.pattern === '/total')).toMatchObject({ count: 5, verdict: 'suspected' })
  const patient = { comparisons: 25_000, paths: { '/at': 25_000 } }
  const many = { comparisons: 500_000, paths: { '/at': 500_000, '/total': 500 } }
  expect([...deriveNoiseVerdicts(patient, many)]).toEqual([
    ['/at', 'noise'],
    ['/total', 'real'],
  ])
  const seldomNoise = { comparisons: 25_000, paths: { '/at': 25_000, '/total': 25 } }
  expect(deriveNoiseVerdicts(seldomNoise, many).get('/total')).toBe('noise')
})

test('a field that is noisy now and then and breaks on top of it is found', () => {
  const random = seededRandom(9)
  const oldAnswer = () => ({ cached: random() < 0.1 })
  const learned = learn(1000, oldAnswer)
  const healthy = observe(2000, oldAnswer, oldAnswer)
  expect(healthy.read('r', learned)).toMatchObject({ different: 0 })
  const broken = observe(2000, oldAnswer, () => ({ cached: random() < 0.25 }))
  const report = broken.read('r', learned)
  expect(report.paths).toMatchObject([{ pattern: '/cached', verdict: 'real' }])
  expect(report.different).toBeGreaterThan(400)
})

test('a field that always differs and breaks is found by the kind of its difference', () => {
  const random = seededRandom(10)
  const answerOf = () => ({ at: new Date(random() * 1e12).toISOString() })
  const learned = learn(100, answerOf)
  for (const broken of [{ at: '' }, { at: null }, {}, { at: 1700000000 }]) {
    const stats = observe(10, answerOf, () => broken)
    expect(stats.read('r', learned)).toMatchObject({ equal: 0, different: 10 })
  }
})

test('the same system is hardly ever accused, however often it is looked at', () => {
  const random = seededRandom(11)
  let accused = 0
  for (let run = 0; run < 200; run += 1) {
    const rates = [0.5, 0.1, 0.02, 0.002]
    const learned = rates.map(() => 0)
    const observed = rates.map(() => 0)
    let wrong = false
    for (let n = 1; n <= 3000; n += 1) {
      for (const [at, rate] of rates.entries()) {
        if (random() < rate) learned[at] = (learned[at] ?? 0) + 1
        if (random() < rate) observed[at] = (observed[at] ?? 0) + 1
      }
      if (n % 20 !== 0) continue
      const paths = (counts: number[]) => Object.fromEntries(counts.map((count, at) => [`/${at}x`, count]))
      const verdicts = deriveNoiseVerdicts(
        { comparisons: n, paths: paths(learned) },
        { comparisons: n, paths: paths(observed) },
      )
      wrong ||= [...verdicts.values()].includes('real')
    }
    if (wrong) accused += 1
  }
  expect(accused).toBeLessThanOrEqual(4)
})

test('nothing is noise before the old system has been compared with itself', () => {
  const observed = { comparisons: 1000, paths: { '/at': 1000 } }
  expect(deriveNoise(noNoise, observed).size).toBe(0)
  expect(deriveNoiseVerdicts(noNoise, observed).get('/at')).toBe('suspected')
})

test('a path counts once for each comparison, however many elements differ', () => {
  const learned = learnNoise(noNoise, [{ pattern: '/*/at' }, { pattern: '/*/at' }, { pattern: '/id' }])
  expect(learned).toEqual({ comparisons: 1, paths: { '/*/at': 1, '/id': 1 } })
})

test('what no longer differs is forgotten, and rates stay what they are', () => {
  let learned: LearnedNoise = { comparisons: 90_000, paths: { '/once': 1, '/always': 90_000 } }
  for (let run = 0; run < 30_000; run += 1) learned = learnNoise(learned, [{ pattern: '/always' }])
  expect(Object.keys(learned.paths)).toEqual(['/always'])
  expect(learned.paths['/always']).toBe(learned.comparisons)
  expect(learned.comparisons).toBeLessThan(100_000)
})

test('endlessly many paths leave those that differ most often', () => {
  let learned: LearnedNoise = { comparisons: 50, paths: { '/at': 50 } }
  for (let run = 0; run < 3000; run += 1) {
    learned = learnNoise(learned, [{ pattern: '/at' }, { pattern: `/key${run}x` }])
  }
  expect(Object.keys(learned.paths).length).toBeLessThanOrEqual(500)
  expect(learned.paths['/at']).toBe(3050)
})
