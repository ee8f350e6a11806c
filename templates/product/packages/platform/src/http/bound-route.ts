import type { OperationDefinition } from '../contract/index.js'
import { isVoid } from '../schema/index.js'
import type { RouteBinding, RouteSet } from './routes.js'

export type Method = 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'

/** A binding together with what it is bound to. */
export interface BoundRoute {
  readonly module: string
  /** Of the operation. */
  readonly name: string
  readonly operation: OperationDefinition
  readonly method: Method
  /** `/users/:id` */
  readonly url: string
  readonly parameters: readonly string[]
  readonly auth: RouteBinding['auth']
  readonly status: number
  /** Where the fields come from that the path does not have. */
  readonly rest: 'body' | 'query'
}

const methods: readonly string[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] satisfies Method[]

export function deriveRoutes({ contract, bindings }: RouteSet): readonly BoundRoute[] {
  return Object.entries(bindings).map(([name, { path, auth, status }]) => {
    const operation = contract.operations[name]
    if (operation === undefined) throw new Error(`${contract.name} has no operation ${name}`)
    const [method = '', url = ''] = path.split(' ')
    if (!methods.includes(method) || !url.startsWith('/'))
      throw new Error(`${contract.name}.${name}: write the path as "POST /users/:id", not "${path}"`)
    return {
      module: contract.name,
      name,
      operation,
      method: method as Method,
      url,
      parameters: [...url.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? ''),
      auth,
      status: status ?? (isVoid(operation.output) ? 204 : 200),
      rest: method === 'GET' || method === 'DELETE' ? 'query' : 'body',
    }
  })
}
