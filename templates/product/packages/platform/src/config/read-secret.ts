import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError } from './configuration-error.js'

export interface SecretRequest {
  /** `SESSION_SECRET` */
  readonly variable: string
  /** From the environment. */
  readonly value: string | undefined
  readonly nodeEnv: string | undefined
  /** Where a generated one is kept, so that a restart signs nobody out. */
  readonly folder: string
}

const shortest = 32

/** The secret of the environment. Without one: generated once for development, refused in production. */
export function readSecret({ variable, value, nodeEnv, folder }: SecretRequest): string {
  const wayOut = `Set ${variable}, or ${variable}_FILE, to ${shortest} random characters or more: openssl rand -base64 48`
  if (value !== undefined && value !== '') {
    if (value.length >= shortest) return value
    throw new ConfigurationError([{ variable, problem: `is shorter than ${shortest} characters`, wayOut }])
  }
  if (nodeEnv === 'production') throw new ConfigurationError([{ variable, problem: 'is not set', wayOut }])
  return keepSecret(folder, variable)
}

/** Whoever writes first wins, so that processes that start together agree. */
function keepSecret(folder: string, variable: string): string {
  const file = join(folder, `${variable.toLowerCase().replaceAll('_', '-')}.secret`)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
