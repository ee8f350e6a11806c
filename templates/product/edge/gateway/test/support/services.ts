import { connect } from 'node:net'

/** Whether something listens on a port of this machine. */
export function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 500 })
    const settle = (there: boolean) => {
      socket.destroy()
      resolve(there)
    }
    socket
      .on('connect', () => settle(true))
      .on('timeout', () => settle(false))
      .on('error', () => settle(false))
  })
}

/** Null, and says so, where there is no Redis. */
export async function findRedis(): Promise<string | null> {
  const url = process.env.REDIS_URL ?? ((await listens(6379)) ? 'redis://127.0.0.1:6379' : null)
  if (url === null)
    console.warn('No Redis: what needs it is skipped. Set REDIS_URL, or start it on port 6379.')
  return url
}

/** Null, and says so, where there is no PostgreSQL that lets `postgres` in. */
export async function findPostgres(): Promise<string | null> {
  const url =
    process.env.DATABASE_URL ?? ((await listens(5432)) ? 'postgres://postgres@127.0.0.1:5432/postgres' : null)
  if (url === null)
    console.warn('No PostgreSQL: what needs it is skipped. Set DATABASE_URL, or start it on port 5432.')
  return url
}
