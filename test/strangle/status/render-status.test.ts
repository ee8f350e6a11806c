import { expect, it } from 'vitest'
import { parseStatus } from '../../../src/strangle/status/proxy-status.js'
import { renderStatus } from '../../../src/strangle/status/render-status.js'
import { everyKind, now, sketchStatus } from './sketch.js'

const id = 'customer-relationship-management-contact-preferences'
const path = '/api/v2/customers/:customerId/contacts/:contactId/preferences/notifications/*'
const long = sketchStatus([
  { route: 'users', path: '/users' },
  { route: id, path, mode: 'shadow' },
])

it('a route has one line for a program, however long its path is', () => {
  expect(
    renderStatus(everyKind, null),
  ).toBe(`route     requests         mode     new    differ  old hit    may go
legal     /legal/*         legacy   0 %    –       –          no
prices    GET /orders/:id  shadow   0 %    10 %    –          no
orders    GET /orders/:id  canary   25 %   –       –          no
payments  GET /orders/:id  canary   0 %    –       –          no
search    GET /orders/:id  new      100 %  –       5 min ago  no
users     GET /orders/:id  retired  100 %  –       –          yes

payments: rolled back: totals are wrong
prices: answers differ: 10 % of 1,000 compared answers, most often in /total, /at.
`)
  expect(renderStatus(long, null).split('\n')).toContainEqual(
    expect.stringContaining(`${id}  GET ${path}  shadow`),
  )
})

it.each([60, 80, 100, 120])(
  'on a screen of %i columns nothing is wider, and nothing is left out',
  columns => {
    const lines = renderStatus(long, columns).trimEnd().split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns)
    const letters = (text: string) => [...text.replace(/[\s–]/g, '')].sort().join('')
    expect(letters(lines.join(''))).toBe(letters(renderStatus(long, null)))
  },
)

it('a reason cannot steer the terminal', () => {
  const told = renderStatus(sketchStatus([{ mode: 'canary', halted: 'bad\u001b[2J\u202eday' }]), null)
  expect(told).toContain('rolled back: bad␛[2J<U+202E>day')
})

it('a proxy that was generated before it told more is understood', () => {
  const route = {
    route: 'users',
    mode: 'new',
    share: 100,
    halted: null,
    differenceRate: null,
    legacyHits: 1,
    lastLegacyHit: now - 120_000,
    safeToDelete: false,
    obstacle: 'the old side has been quiet for 0.0 of 14.0 days',
  }
  const told = renderStatus(parseStatus({ schemaVersion: 1, killed: false, routes: [route] }, now), null)
  expect(told).toContain('users            new   100 %  –       2 min ago  no')
})

it('what is no proxy is told so', () => {
  expect(() => parseStatus({ status: 'up' }, now)).toThrow('does not tell the status of a proxy')
})
