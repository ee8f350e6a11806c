import { expect, test } from 'vitest'
import { compareAnswers } from '../../src/shadow/comparing/compare-answers.js'
import { createComparisonStats } from '../../src/shadow/comparison-stats.js'
import { noNoise } from '../../src/shadow/noise/learn-noise.js'
import { json, plainSettings } from './support/answers.js'

const compare = (one: unknown, other: unknown) =>
  compareAnswers(json(one), json(other), plainSettings, new Set())

test('comparisons are counted by their outcome, and paths by how often they differ', () => {
  const stats = createComparisonStats()
  stats.record('r', compare({ a: 1, b: 1 }, { a: 1, b: 1 }))
  stats.record('r', compare({ a: 1, b: 1 }, { a: 2, b: 1 }))
  stats.record('r', compare({ a: 1, b: 1 }, { a: 2, b: 2 }))
  const cut = { ...json(1), truncated: true }
  stats.record('r', compareAnswers(cut, cut, plainSettings, new Set()))
  expect(stats.read('r', noNoise)).toEqual({
    compared: 4,
    equal: 1,
    different: 2,
    notComparable: 1,
    differenceRate: 2 / 3,
    paths: [
      { pattern: '/a', count: 2, rate: 2 / 3, noiseRate: null, verdict: 'suspected' },
      { pattern: '/b', count: 1, rate: 1 / 3, noiseRate: null, verdict: 'suspected' },
    ],
    omittedPaths: 0,
  })
  expect(stats.routes()).toEqual(['r'])
})

test('a route that nothing is known of has no rate', () => {
  expect(createComparisonStats().read('r', noNoise)).toMatchObject({
    compared: 0,
    differenceRate: null,
    paths: [],
  })
})

test('what was counted before noise was known is judged by what is known now', () => {
  const stats = createComparisonStats()
  const list = (at: number) => Array.from({ length: 10 }, () => ({ at }))
  for (let run = 0; run < 10; run += 1) stats.record('r', compare(list(1), list(2)))
  stats.record('r', compare([{ at: 1, x: 1 }], [{ at: 2, x: 2 }]))
  expect(stats.read('r', noNoise).different).toBe(11)
  const learned = { comparisons: 50, paths: { '/*/at': 50 } }
  expect(stats.read('r', learned)).toMatchObject({ equal: 10, different: 1, compared: 11 })
})

test('endlessly many paths and sets of paths take a bounded place, and totals stay right', () => {
  const stats = createComparisonStats({ paths: 20, sets: 10 })
  for (let run = 0; run < 500; run += 1) stats.record('r', compare({}, { [`key${run}x`]: 1, same: run % 2 }))
  const report = stats.read('r', noNoise)
  expect(report).toMatchObject({ compared: 500, equal: 0, different: 500, omittedPaths: 481 })
  expect(report.paths).toHaveLength(20)
  expect(report.paths[0]).toMatchObject({ pattern: '/same (added)', count: 500, rate: 1 })
  const names = ['same', ...Array.from({ length: 500 }, (_, at) => `key${at}x`)]
  const paths = Object.fromEntries(names.map(name => [`/${name} (added)`, 1000]))
  expect(stats.read('r', { comparisons: 1000, paths })).toMatchObject({ equal: 10, different: 490 })
})

test('more paths in one comparison than are kept leave it different for ever', () => {
  const stats = createComparisonStats()
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`k${at}x`, 1]))
  stats.record('r', compare({}, many))
  const paths = Object.fromEntries(Object.keys(many).map(key => [`/${key} (added)`, 90]))
  expect(stats.read('r', { comparisons: 100, paths }).different).toBe(1)
})

test('a reset forgets one route and leaves the others', () => {
  const stats = createComparisonStats()
  stats.record('r', compare(1, 2))
  stats.record('s', compare(1, 2))
  stats.reset('r')
  expect(stats.read('r', noNoise).compared).toBe(0)
  expect(stats.read('s', noNoise).compared).toBe(1)
})
