import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AdminActions, Answer } from '../../src/admin/admin-actions.js'
import { createAdminServer } from '../../src/admin/admin-server.js'

const orders: unknown[] = []
const done = async (...order: unknown[]): Promise<Answer> => {
  orders.push(order)
  return { kind: 'done', value: { revision: 2 } }
}
const actions: AdminActions = {
  status: () => ({ routes: [] }),
  explain: request => ({ asked: request.url, headers: request.headers }),
  shift: (route, to) =>
    route === 'unknown'
      ? Promise.resolve({ kind: 'refused', status: 404, message: 'There is no route "unknown".' })
      : done('shift', route, to),
  rollback: (route, reason) => done('rollback', route, reason),
  resume: route => done('resume', route),
  kill: killed => done('kill', killed),
  reload: async text =>
    text === 'good'
      ? done('reload')
      : { kind: 'problems', problems: [{ message: 'No.', hint: 'Yes.', path: [], line: 3, column: 4 }] },
  metrics: async () => ({ text: 'strangler_share_percent 5', contentType: 'text/plain' }),
  isReady: () => false,
}

let server: ReturnType<typeof createAdminServer>
let base = ''
beforeEach(async () => {
  orders.length = 0
  server = createAdminServer(actions, 'open-sesame')
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function ask(order: string, body?: string, token = 'open-sesame'): Promise<[number, unknown]> {
  const [method = '', path = ''] = order.split(' ')
  const answer = await fetch(base + path, { method, body, headers: { authorization: `Bearer ${token}` } })
  const text = await answer.text()
  return [answer.status, text.startsWith('{') ? JSON.parse(text) : text]
}

describe('the admin API', () => {
  it('tells health and metrics to anybody', async () => {
    expect(await ask('GET /livez', undefined, 'x')).toEqual([200, { status: 'up' }])
    expect(await ask('GET /readyz', undefined, 'x')).toEqual([503, { status: 'not ready' }])
    expect(await ask('GET /metrics', undefined, 'x')).toEqual([200, 'strangler_share_percent 5'])
  })

  it.each(['GET /status', 'PUT /config', 'POST /kill', 'POST /routes/a/shift'])(
    'refuses %s without the token, or with another one',
    async order => {
      const body = order.startsWith('GET') ? undefined : '{}'
      expect((await ask(order, body, 'guess'))[0]).toBe(401)
      const [method = '', path = ''] = order.split(' ')
      expect((await fetch(base + path, { method, body })).status).toBe(401)
      expect(orders).toEqual([])
    },
  )

  it.each([
    [
      'POST /routes/get-users/shift',
      '{"mode":"canary","share":12.5}',
      ['shift', 'get-users', { mode: 'canary', share: 12.5 }],
    ],
    ['POST /routes/a%20b/shift', '{"share":5}', ['shift', 'a b', { mode: null, share: 5 }]],
    ['POST /routes/a/rollback', '{"reason":"errors"}', ['rollback', 'a', 'errors']],
    ['POST /routes/a/rollback', '', ['rollback', 'a', 'by hand']],
    ['POST /routes/a/resume', '', ['resume', 'a']],
    ['POST /kill', '', ['kill', true]],
    ['POST /unkill', '', ['kill', false]],
    ['PUT /config', 'good', ['reload']],
  ])('obeys %s %s', async (order, body, told) => {
    expect(await ask(order, body)).toEqual([200, { revision: 2 }])
    expect(orders).toEqual([told])
  })

  it('explains where a request would go', async () => {
    const order = JSON.stringify({ url: '/a?x=1', headers: [['x-beta', 'on']] })
    expect(await ask('POST /explain', order)).toEqual([200, { asked: '/a?x=1', headers: [['x-beta', 'on']] }])
  })

  it.each([
    ['POST /routes/a/shift', '{"share":101}', 422],
    ['POST /routes/a/shift', '{"mode":"neww"}', 422],
    ['POST /routes/a/shift', '{"percent":5}', 422],
    ['POST /routes/a/shift', '{', 400],
    ['POST /routes/unknown/shift', '{"share":1}', 404],
    ['POST /routes/a/explode', '{}', 404],
    ['DELETE /routes/a', '', 404],
  ])('refuses %s %s', async (order, body, status) => {
    const [told, problem] = await ask(order, body)
    expect(told).toBe(status)
    expect(problem).toMatchObject({ title: expect.any(String), status })
    expect(orders).toEqual([])
  })

  it('says where a refused config is wrong', async () => {
    expect(await ask('PUT /config', 'bad')).toEqual([
      422,
      {
        title: expect.stringContaining('the old one stays'),
        problems: [expect.objectContaining({ line: 3, column: 4 })],
      },
    ])
  })
})
