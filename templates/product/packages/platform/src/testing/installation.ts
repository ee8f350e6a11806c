import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestDatabase, type TestDatabase } from './test-database.js'

/** A database of its own, and the environment of processes on it. */
export interface Installation {
  readonly test: TestDatabase
  /** Of development, with whatever real parts this run has. */
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
  readonly drop: () => Promise<void>
}

export const keySecret = 'the key secret of the tests, and a long one'
export const publicOrigin = 'https://shop.example.org'

export async function openInstallation(): Promise<Installation> {
  const test = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'installation-'))
  const { NATS_URL, REDIS_URL } = process.env
  const env = {
    INSTALLATION: test.product,
    DATABASE_URL: test.url,
    DATABASE_ROLE_SECRET: test.roleSecret,
    KEY_SECRET: keySecret,
    DATA_FOLDER: folder,
    PUBLIC_ORIGIN: publicOrigin,
    PORT: '0',
    OPERATIONS_PORT: '0',
    ...(NATS_URL ? { NATS_URL } : {}),
    ...(REDIS_URL ? { REDIS_URL } : {}),
  }
  return {
    test,
    env,
    folder,
    drop: async () => {
      await test.drop()
      if (NATS_URL) await deleteStream(new URL(NATS_URL), `${test.product}-events`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In the words of NATS itself: https://docs.nats.io/reference/reference-protocols/nats-protocol */
function deleteStream({ hostname, port }: URL, stream: string): Promise<void> {
  return new Promise(resolve => {
    const socket = connect({ host: hostname, port: Number(port || 4222) })
    socket.on('error', () => resolve()).on('close', () => resolve())
    socket.on('data', chunk => String(chunk).includes('PONG') && socket.destroy())
    socket.write(`CONNECT {"verbose":false}\r\nPUB $JS.API.STREAM.DELETE.${stream} 0\r\n\r\nPING\r\n`)
  })
}
