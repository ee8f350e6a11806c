import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type pg from 'pg'
import { readTask, tell } from '../../proxy/roles/role.js'

/** The routes of the product's `orders` on fastify and `pg` alone: nobody is asked who they are, nothing is checked, told or counted. Says its port. */
export interface BareTask {
  /** Of an administrator. */
  readonly databaseUrl: string
  /** The product, whose `node_modules` hold both packages. */
  readonly folder: string
}

interface Request {
  readonly params: { readonly id: string }
  readonly body: { readonly name: string; readonly notes: string }
}
interface Reply {
  code(status: number): Reply
}
interface Fastify {
  get(path: string, handle: (request: Request, reply: Reply) => Promise<unknown>): void
  post(path: string, handle: (request: Request, reply: Reply) => Promise<unknown>): void
  listen(address: { readonly port: number; readonly host: string }): Promise<string>
}

const { databaseUrl, folder } = readTask<BareTask>()
const { default: fastify } = await load<{ readonly default: (options: object) => Fastify }>('fastify')
const { default: postgres } = await load<{ readonly default: typeof pg }>('pg')
// As many as a module of the product has.
const pool = new postgres.Pool({ connectionString: databaseUrl, max: 8 })
const app = fastify({ logger: false, keepAliveTimeout: 75_000 })
app.get('/orders/:id', async ({ params }, reply) => {
  const { rows } = await pool.query(
    'select id, name, notes, version, created_at as "createdAt" from orders.orders where id = $1',
    [params.id],
  )
  return rows[0] ?? reply.code(404)
})
app.post('/orders', async ({ body: { name, notes } }, reply) => {
  const order = { id: randomUUID(), name, notes, version: 1, createdAt: new Date().toISOString() }
  await pool.query(
    'insert into orders.orders (id, name, notes, version, created_at) values ($1, $2, $3, $4, $5)',
    Object.values(order),
  )
  reply.code(201)
  return order
})
tell({ port: Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port) })

async function load<T>(name: string): Promise<T> {
  const { resolve } = createRequire(join(folder, 'package.json'))
  return (await import(pathToFileURL(resolve(name)).href)) as T
}
