import { parseConfig } from '../../src/config/parse-config.js'
import type { Route, StranglerConfig } from '../../src/config/model.js'
import type { RequestHead } from '../../src/http/exchange.js'

/** A config as a user would write it, parsed. */
export function readConfig(value: unknown): StranglerConfig {
  const parsed = parseConfig(JSON.stringify(value))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

export function routeOf(entry: Readonly<Record<string, unknown>>): Route {
  const [route] = readConfig({
    upstreams: { legacy: 'http://127.0.0.1:3000', new: 'http://127.0.0.1:4000' },
    routes: [{ path: '/*', ...entry }],
  }).routes
  return route as Route
}

export function headOf(headers: Readonly<Record<string, string>> = {}, url = '/'): RequestHead {
  return {
    method: 'GET',
    url,
    host: 'shop.example.org',
    rawHeaders: Object.entries(headers).flat(),
    address: '10.0.0.1',
  }
}
