import type { Call } from '../interpret/run.js'
import { textValue, type Value } from '../interpret/value.js'
import { addRoute } from './register.js'

/** `server.applyMiddleware({ app, path })` of Apollo Server 2 and 3; null for other calls. */
export function callApollo(callee: Value, { args: [options], place }: Call): Value | null {
  if (callee.kind !== 'method' || callee.name !== 'applyMiddleware' || options?.kind !== 'record') return null
  const app = options.entries.get('app')
  if (app?.kind !== 'router') return null
  addRoute(app.router, options.entries.get('path') ?? textValue('/graphql'), null, { place })
  return app
}
