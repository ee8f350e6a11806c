import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseConfig } from '../../templates/proxy/src/index.js'
import type { Change, Plan } from '../kernel/plan.js'
import { planManagedPackage } from '../kernel/plan-managed-package.js'
import { refuse } from '../kernel/problem.js'
import type { RouteCandidate } from './discover/route-candidate.js'
import { packagedSchema, readProxyPackage } from './generate/proxy-package.js'
import { stranglerConfigFile } from './read-strangler-config.js'

const stateFile = 'strangler.state.json'

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
  /** Folder of the proxy's own package, relative to the root; null for a config alone. */
  readonly package: string | null
  /** Of Banyan. */
  readonly version: string
  /** Whether a config that is there is replaced. */
  readonly force: boolean
}

/**
 * Plans the config of a proxy in front of an old system: everything goes where it goes today, and each route found is
 * written down to be moved; the proxy comes as a package of the repository. Throws a UserError for answers that make no
 * valid config, and for places that are taken.
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
  const changes: readonly Change[] = [
    { kind, path: stranglerConfigFile, content },
    ...planPackage(request),
    ...planIgnored(request.root),
  ]
  return { title: 'Put a proxy in front', changes }
}

function planPackage({ root, package: folder, version }: StranglerRequest): readonly Change[] {
  if (folder === null) return []
  return planManagedPackage(root, { folder, template: 'proxy', version, files: readProxyPackage() })
}

/** What the proxy remembers is nothing for version control. */
function planIgnored(root: string): readonly Change[] {
  const file = path.join(root, '.gitignore')
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  if (text.includes(stateFile)) return []
  const content = `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${stateFile}\n`
  return [{ kind: 'update', path: '.gitignore', content }]
}

/** Where editors find the schema; null where it is in none of the usual places. */
function findSchema({ root, package: folder }: StranglerRequest): string | null {
  if (folder !== null) return `./${folder}/${packagedSchema}`
  const installed = 'node_modules/banyan/schema/strangler.json'
  return existsSync(path.join(root, installed)) ? `./${installed}` : null
}

function renderStrangler(request: StranglerRequest): string {
  const { legacy, replacement, port, candidates } = request
  const schema = findSchema(request)
  const upstreams = { legacy, ...(replacement === null ? {} : { new: replacement }) }
  return [
    '{',
    ...(schema === null ? [] : [`  "$schema": ${JSON.stringify(schema)},`, '']),
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
