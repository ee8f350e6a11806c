import type { Script } from '../proxy/roles/load.js'
import type { User } from './users.js'

/** As the gateway passes on what it does not trace: whoever names no trace is traced. */
const unsampled = 'Traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00'

/** Who is asked, and so what has to be said. */
export type Door = 'gateway' | 'behind' | 'bare'

export interface Scripts {
  readonly read: Script
  /** Through the gateway each with an idempotency key of its own. */
  readonly write: Script
}

/** The same two requests for each door, in turns of all users. */
export function writeScripts(door: Door, users: readonly User[], order: string): Scripts {
  const render = (line: string, own: (user: User) => readonly string[], body = '') =>
    users.map(user => {
      const general = ['Host: localhost', 'User-Agent: bench/1.0', 'Accept: application/json']
      return `${[`${line} HTTP/1.1`, ...general, ...own(user)].join('\r\n')}\r\n\r\n${body}`
    })
  const identify = ({ id, token }: User) =>
    door === 'gateway'
      ? [`Authorization: Bearer ${token}`]
      : door === 'behind'
        ? [`X-User-Id: ${id}`, 'X-User-Roles: ', unsampled]
        : []
  const key = door === 'gateway' ? ['Idempotency-Key: {number}'] : []
  const body = JSON.stringify({ name: 'Figs', notes: 'Two dozen' })
  const content = ['Content-Type: application/json', `Content-Length: ${body.length}`]
  return {
    read: { requests: render(`GET /orders/${order}`, identify), status: 200 },
    write: {
      requests: render('POST /orders', user => [...identify(user), ...key, ...content], body),
      status: 201,
    },
  }
}
