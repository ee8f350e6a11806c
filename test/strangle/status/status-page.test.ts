import { expect, it } from 'vitest'
import { renderStatusPage } from '../../../src/strangle/status/html/status-page.js'
import { everyKind, minutesAgo, sketchStatus } from './sketch.js'

const evil = '</script><img src=x onerror="window.hacked=1">\' onfocus=alert(1) x=\''

it('is one file that may load nothing and run nothing', () => {
  const page = renderStatusPage(everyKind, 'shop')
  expect(page).not.toMatch(/<(?:script|img|iframe|object|embed|form)|\s(?:src|on\w+)=/)
  expect(page.match(/href="[^"]*"/g)).toEqual(['href="data:,"', 'href="#routes"', 'href="#r3"', 'href="#r1"'])
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('script-src')
})

it('names, paths and reasons are text, wherever they stand', () => {
  const route = {
    route: evil,
    path: evil,
    host: evil,
    methods: [evil],
    conditions: [evil],
    mode: 'shadow',
    halted: evil,
    obstacle: evil,
    differenceRate: 0.5,
    verdict: { kind: 'fail', why: [evil] },
    copies: { new: { sent: 1, dropped: { [evil]: 1, busy: 1 } } },
    compared: {
      equal: 1,
      different: 1,
      notComparable: 0,
      omittedPaths: 0,
      paths: [{ pattern: evil, count: 1, verdict: 'real' }],
    },
  } as const
  const routes = [route, { ...route, halted: null, mode: 'canary', ramp: { steps: [5], hold: 1 } }] as never
  const page = renderStatusPage(sketchStatus(routes, { upstreams: [{ name: evil, available: false }] }), evil)
  expect(page).not.toContain('<img')
  expect(page).not.toMatch(/<[^>]*onerror|<[^>]*onfocus/)
  expect(page.split('<img').length + page.split('&#60;img').length).toBeGreaterThan(12)
})

it('what would reorder or hide text becomes visible', () => {
  const page = renderStatusPage(sketchStatus([{ halted: 'a\u202eb\u0007' }]), 'shop')
  expect(page).toContain('a&#60;U+202E&#62;b␇')
})

it('the title tells how far it is, and that something is the matter', () => {
  const title = (...given: Parameters<typeof renderStatusPage>) =>
    /<title>(.*)<\/title>/.exec(renderStatusPage(...given))?.[1]
  expect(title(everyKind, 'shop')).toBe('shop: 2 concerns, 2 of 6 routes are on the new side')
  expect(title(sketchStatus([{ mode: 'new' }]), '')).toBe('Proxy: 1 of 1 route is on the new side')
  expect(title({ ...everyKind, killed: true }, 'shop')).toBe(
    'shop: 3 concerns, 0 of 6 routes are on the new side',
  )
})

it('ages count from the time of the status, which is told with its zone', () => {
  const page = renderStatusPage(everyKind, 'shop')
  expect(page).toContain('<time datetime="2026-11-23T05:36:00.000Z">2026-11-23 05:36 UTC</time>')
  expect(page).toContain('(for 30 min, since <time datetime="2026-11-23T05:06:00.000Z">')
  expect(page).toMatch(/>5 min ago<\/time>.*2026-11-23 05:31 UTC.*3 requests/)
})

it('the share of the traffic counts what no route matches, and is left out where the proxy does not tell', () => {
  expect(renderStatusPage(everyKind, 'shop')).toContain(
    '<strong>12.5 %</strong> of 2,000 requests went to the new side; 1,000 requests matched no route.',
  )
  expect(renderStatusPage({ ...everyKind, unrouted: null }, 'shop')).not.toContain('went to the new side')
  expect(renderStatusPage(sketchStatus([{}]), 'shop')).toContain('No request has come')
})

it('a share that is nearly all never reads as all', () => {
  const page = renderStatusPage(
    sketchStatus([{ mode: 'new', requests: { legacy: 1, new: 99_999 }, since: minutesAgo(1) }]),
    'shop',
  )
  expect(page).toContain('<strong>&#62; 99.99 %</strong>')
})

it('a status without routes, or without anything wrong, is a page too', () => {
  expect(renderStatusPage(sketchStatus([]), 'shop')).toContain('0 of 0 routes are on the new side')
  expect(renderStatusPage(sketchStatus([{}]), 'shop')).toContain('Nothing does.')
})
