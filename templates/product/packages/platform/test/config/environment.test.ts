import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  ConfigurationError,
  readEnvironment,
  readSecret,
  refuseEmbeddedInProduction,
} from '../../src/config/index.js'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const schema = z.object({
  PORT: z.int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.url().describe('postgres://user:password@host/database'),
  SECURE: z.boolean().default(true),
  ORIGINS: z.string().optional(),
  LEVEL: z.enum(['debug', 'info']).default('info'),
})

const url = 'postgres://shop:hunter2@db/shop'

function problemsOf(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, message: error.message }
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the environment', () => {
  it('becomes numbers, booleans and defaults', () => {
    expect(
      readEnvironment(schema, { PORT: '8080', SECURE: 'false', DATABASE_URL: url, HOME: '/root' }),
    ).toEqual({
      PORT: 8080,
      SECURE: false,
      DATABASE_URL: url,
      LEVEL: 'info',
    })
  })

  it('counts empty variables as absent', () => {
    expect(readEnvironment(schema, { PORT: '', DATABASE_URL: url }).PORT).toBe(3000)
  })

  it('tells every problem at once with the variable and the way out, and no value', () => {
    const { problems, message } = problemsOf(() =>
      readEnvironment(schema, { PORT: 'hunter2', LEVEL: 'hunter2' }),
    )
    expect(problems.map(({ variable }) => variable).sort()).toEqual(['DATABASE_URL', 'LEVEL', 'PORT'])
    expect(message).toContain(
      'DATABASE_URL: is not set. Set DATABASE_URL (postgres://user:password@host/database)',
    )
    expect(message).toContain('DATABASE_URL_FILE')
    expect(message).not.toContain('hunter2')
  })

  it('reads a value from the file that X_FILE names', () => {
    const file = join(folder, 'url')
    writeFileSync(file, `${url}\n`)
    expect(readEnvironment(schema, { DATABASE_URL_FILE: file }).DATABASE_URL).toBe(url)
  })

  it('refuses a file that cannot be read, together with the rest', () => {
    const { problems } = problemsOf(() =>
      readEnvironment(schema, { DATABASE_URL_FILE: join(folder, 'none'), PORT: 'x' }),
    )
    expect(problems).toMatchObject([
      { variable: 'DATABASE_URL_FILE', problem: expect.stringContaining('ENOENT') },
      { variable: 'PORT' },
    ])
  })

  it('refuses a value that is there twice', () => {
    const { problems } = problemsOf(() =>
      readEnvironment(schema, { DATABASE_URL: url, DATABASE_URL_FILE: '/x' }),
    )
    expect(problems).toMatchObject([{ variable: 'DATABASE_URL', wayOut: 'Keep one of them' }])
  })
})

describe('production', () => {
  const parts = [
    { name: 'PostgreSQL', variable: 'DATABASE_URL', embedded: true },
    { name: 'NATS', variable: 'NATS_URL', embedded: false },
    { name: 'Redis', variable: 'REDIS_URL', embedded: true },
  ]

  it('refuses each embedded part and names the variable that replaces it', () => {
    const { problems } = problemsOf(() => refuseEmbeddedInProduction('production', parts))
    expect(problems.map(({ variable }) => variable)).toEqual(['DATABASE_URL', 'REDIS_URL'])
  })

  it('is the only place that does', () => {
    expect(() => refuseEmbeddedInProduction('development', parts)).not.toThrow()
    expect(() => refuseEmbeddedInProduction(undefined, parts)).not.toThrow()
  })
})

describe('a secret', () => {
  const request = { variable: 'SESSION_SECRET', value: undefined, folder }

  it('is generated once for development and kept for its owner alone', () => {
    const first = readSecret({ ...request, nodeEnv: undefined })
    expect(first.length).toBeGreaterThanOrEqual(32)
    expect(readSecret({ ...request, nodeEnv: 'test' })).toBe(first)
    expect(statSync(join(folder, 'session-secret.secret')).mode & 0o777).toBe(0o600)
    expect(readSecret({ ...request, variable: 'OTHER', nodeEnv: undefined })).not.toBe(first)
  })

  it('is never generated in production', () => {
    const { problems } = problemsOf(() => readSecret({ ...request, nodeEnv: 'production' }))
    expect(problems).toMatchObject([{ variable: 'SESSION_SECRET', problem: 'is not set' }])
  })

  it('is refused when it is too short, without being told', () => {
    const { message } = problemsOf(() => readSecret({ ...request, value: 'hunter2', nodeEnv: undefined }))
    expect(message).toContain('shorter than 32')
    expect(message).not.toContain('hunter2')
  })
})
