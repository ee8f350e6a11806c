import {
  createRouteTable,
  explainRoute,
  type RouteExplanation,
  type StranglerConfig,
} from '../../templates/proxy/src/index.js'
import { refuse } from '../kernel/problem.js'

/** A request as somebody at a terminal writes it. */
export interface ExplainQuestion {
  /** `GET /users/7?full=1`; the method may be left out. */
  readonly request: string
  /** `name: value`, as curl takes them. */
  readonly headers: readonly string[]
  /** The client's address. */
  readonly address: string
}

/** Which route a request gets, and why. Throws a UserError for a request that cannot be read. */
export function explainRequest(config: StranglerConfig, question: ExplainQuestion): RouteExplanation {
  const { method, url } = readRequest(question.request)
  const headers = question.headers.map(readHeader)
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
  return explainRoute(createRouteTable(config.routes), {
    method,
    url,
    host: host.toLowerCase(),
    rawHeaders: headers.flat(),
    address: question.address,
  })
}

function readRequest(text: string): { readonly method: string; readonly url: string } {
  const [, method = 'GET', url = ''] = /^\s*(?:([A-Za-z]+)\s+)?(\/\S*)\s*$/.exec(text) ?? []
  if (url === '') {
    refuse('usage', `"${text}" is no request.`, 'Write a method and a path: "GET /users/7".')
  }
  return { method: method.toUpperCase(), url }
}

function readHeader(text: string): readonly [name: string, value: string] {
  const colon = text.indexOf(':')
  if (colon < 1) refuse('usage', `"${text}" is no header.`, 'Write it as "name: value".')
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()]
}
