import { describe, expect, it } from 'vitest'
import { bucketOf } from '../../src/routing/bucket.js'
import { explainRoute } from '../../src/routing/explain-route.js'
import { createRouteTable } from '../../src/routing/route-table.js'
import { sampleHead, sampleRoutes } from './sample-routes.js'

const table = createRouteTable(
  sampleRoutes([
    { path: '/*', id: 'rest' },
    { path: '/users/:id', id: 'canary', mode: 'canary', share: 50, sticky: 'cookie:sid' },
    {
      path: '/users/:id',
      id: 'beta',
      host: '*.example.org',
      headers: { 'X-Beta': '1' },
      cookies: { flag: true },
    },
    { path: '/users/me', id: 'me', methods: ['PUT', 'POST'] },
    { path: '/orders', id: 'orders' },
  ]),
)

const brief = (explanation: ReturnType<typeof explainRoute>) =>
  explanation.candidates.map(candidate => `${candidate.route.id} ${candidate.verdict}`)

describe('an explanation', () => {
  const explanation = explainRoute(
    table,
    sampleHead({ url: '/users/me?x', rawHeaders: ['Cookie', 'sid=abc'] }),
  )

  it('lists all routes whose path matches, in order of precedence', () => {
    expect(brief(explanation)).toEqual(['me fails', 'beta fails', 'canary wins', 'rest outranked'])
  })

  it('says which conditions failed', () => {
    expect(explanation.candidates[0]).toMatchObject({ failed: [{ kind: 'method', wanted: ['PUT', 'POST'] }] })
    expect(explanation.candidates[1]).toMatchObject({
      failed: [
        { kind: 'host', wanted: '*.example.org' },
        { kind: 'header', name: 'x-beta', wanted: '1' },
        { kind: 'cookie', name: 'flag', wanted: null },
      ],
    })
  })

  it('gives the key, its bucket and the side', () => {
    const bucket = bucketOf('canary', 'abc')
    expect(explanation.winner).toMatchObject({
      key: 'abc',
      keyFrom: { by: 'cookie', name: 'sid' },
      bucket,
      decision: { side: bucket < 5000 ? 'new' : 'legacy', reason: 'share', bucket },
    })
  })

  it('says that the address is the key when there is no other', () => {
    const { winner } = explainRoute(table, sampleHead({ url: '/users/5' }))
    expect(winner).toMatchObject({ key: '192.0.2.1', keyFrom: { by: 'address' } })
  })

  it('lists routes that match but come later as outranked', () => {
    const head = sampleHead({
      url: '/users/5',
      host: 'a.example.org',
      rawHeaders: ['x-beta', '1', 'cookie', 'flag='],
    })
    expect(brief(explainRoute(table, head))).toEqual(['beta wins', 'canary outranked', 'rest outranked'])
  })

  it('takes routes as they stand now when it is told', () => {
    const standing = { mode: 'new', share: 0, killed: false, halted: null } as const
    const { winner } = explainRoute(table, sampleHead({ url: '/orders' }), () => standing)
    expect(winner?.decision).toMatchObject({ side: 'new', reason: 'mode' })
    expect(explainRoute(table, sampleHead({ url: '/orders' })).winner?.decision.side).toBe('legacy')
  })

  it('has no winner when nothing matches', () => {
    const few = createRouteTable(sampleRoutes([{ path: '/a', methods: ['PUT'] }]))
    const { candidates, winner } = explainRoute(few, sampleHead({ url: '/a' }))
    expect(winner).toBeNull()
    expect(candidates).toHaveLength(1)
    expect(explainRoute(few, sampleHead({ url: '/b' }))).toEqual({ candidates: [], winner: null })
  })
})
