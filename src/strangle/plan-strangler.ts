import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseConfig } from '../../templates/proxy/src/index.js'
import type { Plan } from '../kernel/plan.js'
import { refuse } from '../kernel/problem.js'
import type { RouteCandidate } from './discover/route-candidate.js'
import { stranglerConfigFile } from './read-strangler-config.js'

export interface StranglerRequest {
  /** Absolute path. */
  readonly root: string
  /** Origin of the old system. */
  readonly legacy: string
  /** Origin of what replaces it; null while there is nothing. */
  readonly replacement: string | null
  /** Port of the proxy; its admin API takes the next one. */
  readonly port: number
  readonly candidates: readonly RouteCandidate[]
  /** Whether a config that is there is replaced. */
  readonly force: boolean
}

/**
 * Plans the config of a proxy in front of an old system: everything goes where it goes today, and each route found is
 * written down to be moved. Throws a UserError for answers that make no valid config.
 */
export function planStrangler(request: StranglerRequest): Plan {
  const exists = existsSync(path.join(request.root, stranglerConfigFile))
  if (exists && !request.force) {
    refuse('config-exists', `There is ${stranglerConfigFile} already.`, 'Pass --force to replace it.', {
      file: stranglerConfigFile,
      line: 1,
      column: 1,
    })
  }
  const content = renderStrangler(request)
  const parsed = parseConfig(content)
  if (parsed.kind === 'problems') {
    const [problem] = parsed.problems
    const message = (problem?.message ?? '')
      .replace('upstreams.legacy', `The old system "${request.legacy}"`)
      .replace('upstreams.new', `The new system "${request.replacement}"`)
    return refuse('usage', message, problem?.hint ?? '')
  }
  const kind = exists ? 'update' : 'create'
  return { title: 'Put a proxy in front', changes: [{ kind, path: stranglerConfigFile, content }] }
}

function renderStrangler({ legacy, replacement, port, candidates }: StranglerRequest): string {
  const upstreams = { legacy, ...(replacement === null ? {} : { new: replacement }) }
  return [
    '{',
    `  "listen": { "host": "127.0.0.1", "port": ${port} },`,
    '  // For operators; the token is read from the environment variable STRANGLER_ADMIN_TOKEN.',
    `  "admin": { "host": "127.0.0.1", "port": ${port + 1} },`,
    '',
    '  // Nothing that is not named here is ever reached. What no route matches goes to "legacy".',
    `  "upstreams": ${JSON.stringify(upstreams, null, 1).replace(/\n\s*/g, ' ')},`,
    '',
    '  // Each route goes from "legacy" by way of "shadow" and "canary" to "new", and is "retired" in the end.',
    `  "routes": [${candidates.length === 0 ? '' : `\n${candidates.map(renderRoute).join(',\n')}\n  `}]`,
    '}',
    '',
  ].join('\n')
}

function renderRoute({ methods, path: pattern, hits }: RouteCandidate): string {
  const fields = [
    `"path": ${JSON.stringify(pattern)}`,
    ...(methods === null ? [] : [`"methods": ${JSON.stringify(methods).replaceAll(',', ', ')}`]),
    '"mode": "legacy"',
  ]
  const seen = hits === null ? '' : ` // ${hits} ${hits === 1 ? 'request' : 'requests'} seen`
  return seen === '' ? `    { ${fields.join(', ')} }` : `   ${seen}\n    { ${fields.join(', ')} }`
}
