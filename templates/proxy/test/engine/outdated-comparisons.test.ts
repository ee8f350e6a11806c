import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from '../../src/engine/start-proxy.js'
import { startSide } from './proxy-process.js'

const folder = mkdtempSync(path.join(tmpdir(), 'comparisons-'))
let running: RunningProxy | null = null

afterEach(async () => {
  await running?.close()
  rmSync(folder, { recursive: true, force: true })
})

const seed = (origin: string) => startSide('side', () => ({ origin, name: 'rowan' }))

async function start(): Promise<(more: { readonly fresh?: string; readonly compare?: object }) => object> {
  const [legacy, wrong] = [await seed('bought'), await seed('found')]
  const configFor = ({ fresh = wrong, compare = {} }) => ({
    listen: { port: 0 },
    admin: { port: 0 },
    accessLog: false,
    upstreams: { legacy, new: fresh },
    state: { kind: 'file' as const, file: 'state.json' },
    defaults: { compare: { noise: 0 } },
    routes: [{ id: 'seeds', path: '/seeds', mode: 'shadow' as const, compare }],
  })
  const output = new PassThrough().resume()
  running = await startProxy({ config: configFor({}), folder, token: 'token', output, tell: () => undefined })
  return more => running?.reload(configFor(more)) ?? []
}

async function order(text: string, body?: object): Promise<Record<string, unknown>> {
  const [method = '', url = ''] = text.split(' ')
  const response = await fetch(`http://127.0.0.1:${running?.admin?.port}${url}`, {
    method,
    headers: { authorization: 'Bearer token' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as Record<string, unknown>
}

/** What the status tells of comparisons once so many were made. */
async function compare(times: number): Promise<object> {
  for (let at = 0; at < times; at++)
    await (await fetch(`http://127.0.0.1:${running?.address.port}/seeds`)).text()
  const told = async () => {
    const { routes } = await order('GET /status')
    const { compared, differenceRate } =
      (
        routes as {
          readonly compared: { readonly compared: number }
          readonly differenceRate: number | null
        }[]
      )[0] ?? {}
    return { compared: compared?.compared, differenceRate }
  }
  await expect.poll(async () => (await told()).compared, { timeout: 5000 }).toBeGreaterThanOrEqual(times)
  return told()
}

it('a new release behind the same route is judged by its own answers', async () => {
  const reload = await start()
  expect(await compare(5)).toEqual({ compared: 5, differenceRate: 1 })
  expect(reload({ fresh: await seed('bought') })).toEqual([])
  expect(await compare(5)).toEqual({ compared: 5, differenceRate: 0 })
})

it('other rules for comparing begin anew, anything else in the config does not', async () => {
  const reload = await start()
  await compare(3)
  expect(reload({})).toEqual([])
  expect(await compare(2)).toEqual({ compared: 5, differenceRate: 1 })
  expect(reload({ compare: { ignore: ['/origin'] } })).toEqual([])
  expect(await compare(4)).toEqual({ compared: 4, differenceRate: 0 })
})

it('a route that is shadowed again begins anew', async () => {
  await start()
  await compare(4)
  await order('POST /routes/seeds/shift', { mode: 'legacy' })
  await order('POST /routes/seeds/shift', { mode: 'shadow' })
  expect(await compare(3)).toEqual({ compared: 3, differenceRate: 1 })
})
