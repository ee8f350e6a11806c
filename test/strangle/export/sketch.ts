import { parseConfig, type StranglerConfig } from '../../../templates/proxy/src/index.js'

/** A config as a user writes it, in so far as a test cares. */
export interface Sketch {
  readonly routes: readonly object[]
  readonly upstreams?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** The config that the proxy itself would run, with a legacy and a new upstream unless others are given. */
export function sketchConfig(sketch: Sketch): StranglerConfig {
  const upstreams = { legacy: 'http://10.0.0.1:3000', new: 'http://10.0.0.2:4000' }
  const defaults = { sticky: 'cookie:session' }
  const parsed = parseConfig(JSON.stringify({ upstreams, defaults, ...sketch }))
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems, null, 2))
  return parsed.config
}
