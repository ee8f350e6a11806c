import { expect, test } from 'vitest'
import type { Outcome } from '../../src/http/exchange.js'
import { classifyOutcome } from '../../src/ramp/classify-outcome.js'

const fine: Outcome = {
  status: 200,
  headMs: 5,
  totalMs: 9,
  failure: null,
  retries: 0,
  requestBytes: 0,
  responseBytes: 10,
}

test.each<[string, Partial<Outcome>, string]>([
  ['an answer is a success', {}, 'success'],
  ["a client's mistake that the upstream answers is a success", { status: 404 }, 'success'],
  ['a status from 500 on is an error', { status: 500 }, 'error'],
  ['a refused connection is an error', { status: 502, failure: 'connect' }, 'error'],
  ['an answer that broke off is an error though its status was good', { failure: 'reset' }, 'error'],
  ['a timeout is an error', { status: 504, failure: 'timeout' }, 'error'],
  ['a success after a retry is an error', { retries: 1 }, 'error'],
  [
    'an upstream that is left alone for its failures is an error',
    { status: 503, failure: 'refused' },
    'error',
  ],
  ['a client that left says nothing', { status: null }, 'ignored'],
  ['a client that broke off says nothing', { status: 502, failure: 'client' }, 'ignored'],
  ['a body over the limit says nothing', { status: 413, failure: 'limit' }, 'ignored'],
  ['a client that was too slow says nothing', { status: 408, failure: 'timeout' }, 'ignored'],
])('%s', (_name, parts, expected) => {
  expect(classifyOutcome({ ...fine, ...parts })).toBe(expected)
})
