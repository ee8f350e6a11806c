import { openProduction, publicOrigin, startReplica } from '@shop/platform/testing'
import { expect, it, onTestFinished } from 'vitest'
import { password, signIn, signUp } from './accounts.js'

it('no log of any level holds a password, a token, a cookie or a secret', async () => {
  const production = await openProduction()
  onTestFinished(production.drop)
  const env: Readonly<Record<string, string>> = { ...production.env, LOG_LEVEL: 'debug' }
  const migration = production.run('migrate.js', [], env)
  await migration.ended
  const { process, ask } = await startReplica(production, env)
  onTestFinished(async () => {
    process.kill('SIGKILL')
    await process.ended
  })
  const wren = await signIn(ask, await signUp(ask, 'wren'))
  await ask('POST /sessions', { email: wren.email, password: 'a wrong password' })
  await ask('POST /users', { email: 'x@example.org', password: 'a password that is sent with no name' })
  const fromPage = { origin: publicOrigin, 'x-csrf-protection': '1' }
  const page = await ask('POST /web/session', { email: wren.email, password }, fromPage)
  const [cookie = ''] = (page.headers.get('set-cookie') ?? '').split(';')
  const refreshed = await ask('POST /web/session/refresh', undefined, { ...fromPage, cookie })
  await ask('GET /users/me?token=a-token-in-an-address', undefined, wren.headers)
  await ask('POST /sessions/refresh', { refreshToken: wren.refreshToken })
  process.kill('SIGTERM')
  await process.ended

  const output = `${migration.output()}\n${process.output()}`
  expect(output).toContain('"path":"/sessions"')
  const databasePassword = decodeURIComponent(new URL(env.DATABASE_URL ?? '').password)
  const secrets = {
    password,
    'wrong password': 'a wrong password',
    'refused password': 'a password that is sent with no name',
    'access token': wren.accessToken,
    'refresh token': wren.refreshToken,
    cookie: cookie.slice(cookie.indexOf('=') + 1),
    'refreshed token': String(refreshed.body.accessToken),
    'token in an address': 'a-token-in-an-address',
    'key secret': env.KEY_SECRET ?? '',
    'secret of roles': env.DATABASE_ROLE_SECRET ?? '',
    // One that is a word, as those of servers for tests, would be found in their names too.
    'password of the database': `:${databasePassword}@`,
  }
  const told = Object.entries(secrets).filter(([, secret]) => secret === '' || output.includes(secret))
  expect(told.map(([name]) => name)).toEqual([])
})
