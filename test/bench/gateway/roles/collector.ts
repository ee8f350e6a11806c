import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readTask, tell } from '../../proxy/roles/role.js'

/** Takes spans and forgets them. Says its port, and whenever it is asked, what came. */
export interface Collected {
  /** Of requests; one holds many spans. */
  readonly bodies: number
}

readTask()
let bodies = 0
const server = createServer((request, response) => {
  request.resume().once('end', () => {
    bodies++
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
})
process.on('message', () => tell({ bodies } satisfies Collected))
server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }))
