import { expect, test } from 'vitest'
import { compareAnswers } from '../../src/shadow/comparing/compare-answers.js'
import { deriveRedaction } from '../../src/shadow/redaction/redaction.js'
import { createSampleStore } from '../../src/shadow/sample-store.js'
import { type Sample, takeSample } from '../../src/shadow/take-sample.js'
import { json, plainSettings } from './support/answers.js'

function sampleAt(at: number, url = '/'): Sample {
  return { at, method: 'GET', url, primaryStatus: 200, candidateStatus: 200, differences: [], omitted: 0 }
}

test('the first and the newest samples are kept', () => {
  const store = createSampleStore()
  for (let at = 1; at <= 100; at += 1) store.add('r', sampleAt(at), 5)
  expect(store.list('r').map(({ at }) => at)).toEqual([1, 2, 3, 99, 100])
  expect(store.list('other')).toEqual([])
})

test('a limit of one keeps the first, and of none keeps nothing', () => {
  const store = createSampleStore()
  for (let at = 1; at <= 3; at += 1) store.add('one', sampleAt(at), 1)
  for (let at = 1; at <= 3; at += 1) store.add('none', sampleAt(at), 0)
  expect(store.list('one').map(({ at }) => at)).toEqual([1])
  expect(store.list('none')).toEqual([])
})

test('samples of a route never take more bytes than allowed', () => {
  const store = createSampleStore(2000)
  for (let at = 1; at <= 200; at += 1) {
    store.add('r', sampleAt(at, `/${'x'.repeat((at * 37) % 1500)}`), 50)
    const bytes = store.list('r').reduce((sum, sample) => sum + JSON.stringify(sample).length, 0)
    expect(bytes).toBeLessThanOrEqual(2000)
  }
  expect(store.list('r').length).toBeGreaterThan(1)
  store.clear('r')
  expect(store.list('r')).toEqual([])
})

test('a lowered limit holds from the next sample on', () => {
  const store = createSampleStore()
  for (let at = 1; at <= 20; at += 1) store.add('r', sampleAt(at), 20)
  store.add('r', sampleAt(21), 4)
  expect(store.list('r').map(({ at }) => at)).toEqual([1, 2, 20, 21])
})

test('a sample holds the redacted request line, both statuses and what really differs', () => {
  const body = (value: number) =>
    json({ at: value, token: value, values: Array.from({ length: 30 }, () => ({ [`k${value}`]: 1 })) })
  const [primary, candidate] = [body(1), { ...body(2) }]
  const comparison = compareAnswers(primary, candidate, plainSettings, new Set(['/at']))
  const request = {
    route: 'r',
    method: 'GET',
    url: '/a?token=abc',
    rawHeaders: [],
    settings: { share: 100, methods: ['GET'], bodyLimit: 0, timeout: 1, concurrency: 1 },
    noise: 0,
    system: () => null,
    target: () => null,
  }
  const sample = takeSample({ request, side: 'new', primary, candidate }, comparison, deriveRedaction([]), 5)
  expect(sample).toMatchObject({
    at: 5,
    method: 'GET',
    primaryStatus: 200,
    candidateStatus: 200,
    omitted: 54,
  })
  expect(sample.url).toMatch(/^\/a\?token=\[redacted \w+\]$/)
  expect(sample.differences.map(({ path }) => path)).not.toContain('/at')
  expect(sample.differences[0]).toMatchObject({
    path: '/token',
    primary: expect.stringContaining('[redacted'),
  })
  expect(sample.differences[1]).toEqual({
    path: '/values/0/k1',
    pattern: '/values/*/k1 (missing)',
    kind: 'missing',
    primary: '1',
    candidate: null,
    noise: false,
  })
})
