import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  createHealth,
  type HealthCheck,
  type OperationsServer,
  startOperationsServer,
} from '../../src/health/index.js'
import { createMetrics } from '../../src/telemetry/index.js'

const servers: OperationsServer[] = []

async function start(...checks: HealthCheck[]) {
  const health = createHealth(checks)
  const metrics = createMetrics()
  const server = await startOperationsServer({
    health,
    registry: metrics.registry,
    port: 0,
    host: '127.0.0.1',
  })
  servers.push(server)
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`${server.origin}${path}`, { method })
    return { status: response.status, text: await response.text() }
  }
  const readiness = async () => {
    const { status, text } = await ask('/readyz')
    return { status, ...JSON.parse(text) }
  }
  return { health, metrics, ask, readiness, server }
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const fine: HealthCheck = { name: 'database', check: async () => {} }

describe('the operations server', () => {
  it('is alive from the first moment, and ready only when start-up is over', async () => {
    const { health, ask, readiness } = await start(fine)
    expect((await ask('/livez')).status).toBe(200)
    expect(await readiness()).toMatchObject({ status: 503, ready: false, state: 'starting' })
    health.started()
    expect(await readiness()).toMatchObject({
      status: 200,
      ready: true,
      checks: [{ name: 'database', ok: true }],
    })
  })

  it('is not ready while a part fails, says which and why, and is ready again afterwards', async () => {
    let broken = true
    const check = async () => {
      if (broken) throw new Error('connection refused')
    }
    const { health, ask, readiness } = await start(fine, { name: 'bus', check })
    health.started()
    expect(await readiness()).toMatchObject({
      status: 503,
      checks: [
        { name: 'database', ok: true },
        { name: 'bus', ok: false, reason: 'connection refused' },
      ],
    })
    expect((await ask('/livez')).status).toBe(200)
    broken = false
    expect(await readiness()).toMatchObject({ status: 200 })
  })

  it('does not wait for a part that gives no answer, and tells it so', async () => {
    let told = false
    const check = (signal: AbortSignal) =>
      new Promise<void>(() => signal.addEventListener('abort', () => (told = true)))
    const { health, readiness } = await start({ name: 'cache', check, timeout: 30 })
    health.started()
    expect(await readiness()).toMatchObject({
      status: 503,
      checks: [{ ok: false, reason: 'no answer within 30 ms' }],
    })
    expect(told).toBe(true)
  })

  it('survives a check that throws before it begins', async () => {
    const check = () => {
      throw new Error('not wired')
    }
    const { health, readiness } = await start({ name: 'odd', check })
    health.started()
    expect(await readiness()).toMatchObject({ status: 503, checks: [{ reason: 'not wired' }] })
  })

  it('is not ready from the first step of the shutdown on, though all parts are fine', async () => {
    const { health, ask, readiness } = await start(fine)
    health.started()
    health.stopping()
    health.started()
    expect(await readiness()).toMatchObject({ status: 503, state: 'stopping', checks: [{ ok: true }] })
    expect((await ask('/livez')).status).toBe(200)
  })

  it('shows the metrics of the process and of the parts', async () => {
    const { metrics, ask } = await start()
    metrics.call({ module: 'users', operation: 'signUp', side: 'local', outcome: 'email-taken' }, 0.02)
    metrics.event({
      module: 'mail',
      subscription: 'welcome',
      event: 'users.UserSignedUp',
      outcome: 'handled',
      seconds: 0.1,
    })
    metrics.backlog({ module: 'mail', subscription: 'welcome' }, 3)
    const { text } = await ask('/metrics')
    expect(text).toContain(
      'facade_call_duration_seconds_count{module="users",operation="signUp",side="local",outcome="email-taken"} 1',
    )
    expect(text).toContain('outcome="handled"')
    expect(text).toContain('bus_backlog_seconds{module="mail",subscription="welcome"} 3')
    expect(text).toContain('process_cpu_seconds_total')
  })

  it('has nothing else', async () => {
    const { ask } = await start()
    expect((await ask('/')).status).toBe(404)
    expect((await ask('/livez', 'POST')).status).toBe(404)
  })

  it('fails to start where its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo
    const starting = startOperationsServer({
      health: createHealth([]),
      registry: createMetrics().registry,
      port,
      host: '127.0.0.1',
    })
    await expect(starting).rejects.toThrow('EADDRINUSE')
    taken.close()
  })
})
