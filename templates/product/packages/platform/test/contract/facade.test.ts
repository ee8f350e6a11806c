import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ContractError,
  type Facade,
  insideTransaction,
  localFacade,
  remoteFacade,
  runInContext,
  serveContract,
} from '../../src/contract/index.js'
import { createHttpServer } from '../../src/http/index.js'
import { shelf, shelfImplementation, waiting } from './shelf.js'

type Shelf = Facade<typeof shelf>

let server: FastifyInstance
const facades: Record<string, Shelf> = { local: localFacade(shelf, shelfImplementation) }

beforeAll(async () => {
  server = createHttpServer({ internal: true })
  await server.register(serveContract(shelf, shelfImplementation, { secret: 'between us' }))
  const origin = await server.listen({ port: 0, host: '127.0.0.1' })
  facades.remote = remoteFacade(shelf, { origin, secret: 'between us' })
})

afterAll(() => server.close())

interface Expected {
  readonly code: string
  readonly status: number
  readonly fields?: unknown
}

const answers: readonly [promise: string, call: (shelf: Shelf) => Promise<unknown>, answer: unknown][] = [
  [
    'fills in defaults, trims, and leaves out what the contract does not name',
    shelf => shelf.addBook({ title: ' Emma ', colour: 'red' } as never),
    { title: 'Emma', pages: 100, bought: null },
  ],
  [
    'gives dates to the code on both sides though they travel as text',
    shelf => shelf.addBook({ title: 'Emma', bought: '2026-01-31T10:30:00+01:00' }),
    { title: 'Emma', pages: 100, bought: new Date('2026-01-31T09:30:00Z') },
  ],
  ['returns nothing from a command without output', shelf => shelf.removeBook({ title: 'Emma' }), undefined],
  [
    'carries caller, tenant and trace along',
    shelf =>
      runInContext(
        {
          caller: { userId: 'ünï', roles: ['admin', 'a,b'] },
          tenant: 'Zürich',
          traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
        },
        () => shelf.whoAsks({}),
      ),
    {
      userId: 'ünï',
      roles: ['admin', 'a,b'],
      tenant: 'Zürich',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    },
  ],
  [
    'knows nobody where nobody asks',
    shelf => shelf.whoAsks({}),
    { userId: 'nobody', roles: [], tenant: 'none', traceparent: 'none' },
  ],
]

const failures: readonly [promise: string, call: (shelf: Shelf) => Promise<unknown>, error: Expected][] = [
  [
    'an error of the contract with its fields',
    shelf => shelf.addBook({ title: 'one too many' }),
    { code: 'shelf-full', status: 409, fields: { limit: 3 } },
  ],
  [
    'an error of the contract without fields',
    shelf => shelf.removeBook({ title: 'unknown' }),
    { code: 'not-found', status: 404 },
  ],
  [
    'invalid-input with each issue',
    shelf => shelf.addBook({ title: '', pages: 1.5 }),
    {
      code: 'invalid-input',
      status: 400,
      fields: {
        issues: [
          { path: ['title'], code: 'too_small', message: expect.any(String) },
          { path: ['pages'], code: 'invalid_type', message: expect.any(String) },
        ],
      },
    },
  ],
  [
    'invalid-input that the operation complains of itself',
    shelf => shelf.addBook({ title: 'burnt' }),
    {
      code: 'invalid-input',
      status: 400,
      fields: { issues: [{ path: ['title'], code: 'custom', message: 'Nobody can read this' }] },
    },
  ],
  [
    'deadline-exceeded after the operation’s deadline',
    shelf => shelf.wait({ ms: 700 }),
    { code: 'deadline-exceeded', status: 504 },
  ],
  [
    'deadline-exceeded after a nearer deadline of the call',
    shelf => shelf.wait({ ms: 200 }, { deadline: 20 }),
    { code: 'deadline-exceeded', status: 504 },
  ],
  [
    'deadline-exceeded after a nearer deadline of the caller',
    shelf => runInContext({ deadline: Date.now() + 20 }, () => shelf.wait({ ms: 200 })),
    { code: 'deadline-exceeded', status: 504 },
  ],
  [
    'deadline-exceeded at once where no time is left',
    shelf => shelf.wait({ ms: 0 }, { deadline: 0 }),
    { code: 'deadline-exceeded', status: 504 },
  ],
  [
    'cancelled when the caller does not wait',
    shelf => shelf.wait({ ms: 200 }, { signal: AbortSignal.timeout(20) }),
    { code: 'cancelled', status: 499 },
  ],
  [
    'cancelled when the caller had already gone',
    shelf => shelf.wait({ ms: 0 }, { signal: AbortSignal.abort() }),
    { code: 'cancelled', status: 499 },
  ],
  [
    'internal for an unforeseen error',
    shelf => shelf.misbehave({ how: 'throw' }),
    { code: 'internal', status: 500 },
  ],
  [
    'internal for an error of another module',
    shelf => shelf.misbehave({ how: 'foreign' }),
    { code: 'internal', status: 500 },
  ],
  [
    'internal for a call that it made wrongly',
    shelf => shelf.misbehave({ how: 'nested-input' }),
    { code: 'internal', status: 500 },
  ],
  [
    'internal for a call whose input another module complained of',
    shelf => shelf.misbehave({ how: 'nested-complaint' }),
    { code: 'internal', status: 500 },
  ],
  [
    'internal for an output that breaks the contract',
    shelf => shelf.misbehave({ how: 'bad-output' }),
    { code: 'internal', status: 500 },
  ],
  [
    'inside-transaction where a transaction is open',
    shelf => insideTransaction('payments', () => shelf.whoAsks({})),
    {
      code: 'inside-transaction',
      status: 500,
      fields: { facade: 'shelf.whoAsks', transactionOf: 'payments' },
    },
  ],
]

describe.each(['local', 'remote'])('a %s facade', side => {
  const facade = () => facades[side] as Shelf

  it.each(answers)('%s', async (_, call, answer) => {
    expect(await call(facade())).toEqual(answer)
  })

  it.each(failures)('throws %s', async (_, call, { code, status, fields }) => {
    const error = await call(facade()).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ContractError)
    const { code: seen, details, message } = error as ContractError
    expect({ code: seen, status: details.status, fields: details.fields }).toEqual({ code, status, fields })
    expect(message).not.toContain('hunter2')
  })

  it('hands the time that is left to the operation', async () => {
    const { left } = await facade().wait({ ms: 0 }, { deadline: 100 })
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(100)
  })

  it('tells the operation that its caller has gone', async () => {
    const controller = new AbortController()
    const aborted = once(waiting, 'aborted')
    waiting.once('begun', () => controller.abort())
    await expect(facade().wait({ ms: 400 }, { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await aborted).toMatchObject([{ code: 'cancelled' }])
  })

  it('may be called again after the transaction has ended', async () => {
    let later: Promise<unknown> = Promise.resolve()
    await insideTransaction('payments', async () => {
      later = pause(20).then(() => facade().whoAsks({}))
    })
    await expect(later).resolves.toMatchObject({ userId: 'nobody' })
  })
})
