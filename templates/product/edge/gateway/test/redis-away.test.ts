import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { deriveRoutes } from '../src/index.js'
import { listens } from './support/services.js'
import { later, signer, startScene, waitUntil } from './support/scene.js'

const hasRedisServer = spawnSync('redis-server', ['--version']).error === undefined
const routes = deriveRoutes([{ bindings: { few: { path: 'GET /few', auth: 'user', rate: 'few' } } }])
const limits = { few: { burst: 3, perMinute: 6 } }
const away = 'Redis is away: each gateway limits rates by itself.'
const back = 'Redis is back: gateways share rate limits.'

it.skipIf(!hasRedisServer)(
  'limits rates before Redis is there, with it, and after it was killed',
  async () => {
    const redis = await openRedis()
    const { ask, events } = await startScene({ routes, limits, redisUrl: redis.url })
    const askTimes = async (times: number, sub: string) => {
      const headers = await signer.bearer({ sub })
      const statuses: number[] = []
      for (let number = 0; number < times; number++) statuses.push((await ask('/few', { headers })).status)
      return statuses
    }
    const limited = [200, 200, 200, 429]
    expect(await askTimes(4, 'early')).toEqual(limited)
    expect(events).toEqual([away])

    await redis.start()
    const isBack = (times: number) => async () => {
      await askTimes(1, 'looking')
      return events.filter(event => event === back).length === times
    }
    await waitUntil(isBack(1), 15_000)
    expect(await askTimes(4, 'meanwhile')).toEqual(limited)

    await redis.kill()
    expect(await askTimes(4, 'late')).toEqual(limited)
    await redis.start()
    await waitUntil(isBack(2), 15_000)
    expect(events).toEqual([away, back, away, back])
  },
)

/** Of this test's own, and not started yet. */
async function openRedis() {
  const port = await findFreePort()
  let child: ChildProcess | null = null
  const kill = async () => {
    if (child === null) return
    const ended = new Promise(resolve => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    child = null
  }
  later(kill)
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      child = spawn('redis-server', ['--port', String(port), '--save', ''], { stdio: 'ignore' })
      await waitUntil(() => listens(port), 15_000)
    },
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
