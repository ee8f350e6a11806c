import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { modules } from '@shop/monolith/modules'
import {
  keySecret,
  moduleVariables,
  openProduction,
  type Production,
  startReplica,
} from '@shop/platform/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let production: Production
beforeAll(async () => {
  production = await openProduction()
})
afterAll(() => production?.drop())

async function outcomeOf(script: string, env?: Readonly<Record<string, string>>) {
  const process = production.run(script, [], env)
  const { code } = await process.ended
  return { code, output: process.output() }
}

describe('the built product, without packages, in an empty folder', () => {
  it('tells everything at once that is missing', async () => {
    for (const script of ['main.js', 'migrate.js']) {
      const { code, output } = await outcomeOf(script, { NODE_ENV: 'production' })
      expect(code).toBe(2)
      const ofModules = script === 'main.js' ? Object.keys(moduleVariables) : []
      for (const variable of ['DATABASE_URL', 'DATABASE_ROLE_SECRET', 'KEY_SECRET', ...ofModules])
        expect(output).toMatch(new RegExp(`^  ${variable}: `, 'm'))
      expect(output).not.toContain('    at ')
    }
  })

  it('tells everything at once that is wrong, together with what is missing, and no value', async () => {
    const wrong = { PORT: 'hunter2', LOG_LEVEL: 'hunter2', KEY_SECRET: 'hunter2', DATABASE_URL: 'hunter2' }
    const file = { REDIS_URL_FILE: '/nowhere/redis' }
    const { code, output } = await outcomeOf('main.js', { NODE_ENV: 'production', ...wrong, ...file })
    expect(code).toBe(2)
    const named = [...output.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, variable]) => variable).sort()
    const expected = [...Object.keys({ ...wrong, ...file }), 'DATABASE_ROLE_SECRET']
    expect(named).toEqual(expect.arrayContaining(expected))
    expect(output).not.toContain('hunter2')
  })

  it('does not start before its migrations, which are a step of their own', async () => {
    const early = await outcomeOf('main.js')
    expect(early.code).toBe(2)
    for (const { source } of modules) expect(early.output).toContain(` ${source.name}/0001_`)
    expect(early.output).toContain('node migrate.js')
    expect(early.output).toContain('gateway/0001_idempotency_keys')
    expect(await outcomeOf('migrate.js')).toMatchObject({ code: 0 })
    expect(await outcomeOf('migrate.js')).toMatchObject({
      code: 0,
      output: expect.stringContaining('Nothing to migrate'),
    })
    const { process, ask, askOperations } = await startReplica(production)
    expect(await ask('GET /openapi.json')).toMatchObject({ status: 200 })
    expect(await askOperations('GET /readyz')).toMatchObject({ status: 200, body: { ready: true } })
    process.kill('SIGTERM')
    expect(await process.ended).toEqual({ code: 0, signal: null })
  })

  it('takes one Ctrl-C for one wish, though it comes from the terminal and from a watcher above', async () => {
    const { process } = await startReplica(production)
    process.kill('SIGINT')
    process.kill('SIGTERM')
    expect(await process.ended).toEqual({ code: 0, signal: null })
  })

  it('reads secrets from files, as containers are given them', async () => {
    const { KEY_SECRET: _, ...env } = production.env as { KEY_SECRET: string }
    const file = join(production.installation.folder, 'key-secret')
    writeFileSync(file, `${keySecret}\n`)
    const { process } = await startReplica(production, { ...env, KEY_SECRET_FILE: file })
    process.kill('SIGTERM')
    expect(await process.ended).toMatchObject({ code: 0 })
  })

  it.each(['PORT', 'OPERATIONS_PORT'])('says which port is taken: %s', async variable => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { code, output } = await outcomeOf('main.js', { ...production.env, [variable]: String(port) })
    server.close()
    expect(code).toBe(2)
    expect(output).toContain(`Port ${port} is taken`)
  })

  it('tells a migration without a database how to go on', async () => {
    const url = 'postgres://shop:hunter2@127.0.0.1:1/shop'
    const { code, output } = await outcomeOf('migrate.js', { ...production.env, DATABASE_URL: url })
    expect(code).toBe(2)
    expect(output).toContain('The database does not answer')
    expect(output).not.toContain('hunter2')
  })
})
