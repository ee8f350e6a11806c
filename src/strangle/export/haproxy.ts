import type { Condition, Route, StranglerConfig, Upstream } from '../../../templates/proxy/src/index.js'
import type { ExportedConfig } from './exported-config.js'
import { pathExpression } from './path-expression.js'

/**
 * The route table for HAProxy 2.6 or later: a whole config. The first rule that fits names the route, in the order of
 * precedence; shares are dealt by a hash of the same key as here.
 */
export function exportHaproxy(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const sections = [
    '# Written by `banyan strangle export haproxy`.',
    renderDefaults(config, routes),
    renderFrontend(config, routes),
    ...[...config.upstreams.values()].map(renderBackend),
  ]
  return { files: { 'haproxy.cfg': `${sections.join('\n\n')}\n` }, notes: listNotes(config, routes) }
}

function renderDefaults({ limits }: StranglerConfig, routes: readonly Route[]): string {
  const longest = (of: 'connect' | 'headers') => Math.max(1, ...routes.map(({ timeouts }) => timeouts[of]))
  return [
    'defaults',
    '  mode http',
    `  timeout connect ${longest('connect')}ms`,
    `  timeout server ${longest('headers')}ms`,
    `  timeout client ${limits.keepAlive}ms`,
    `  timeout http-request ${limits.headTimeout}ms`,
    '  timeout tunnel 1h',
    '  retries 0',
  ].join('\n')
}

function renderFrontend(config: StranglerConfig, routes: readonly Route[]): string {
  const { listen, fallback } = config
  return [
    'frontend strangler',
    `  bind ${listen.host}:${listen.port}`,
    '  option forwardfor',
    '  http-request set-header X-Forwarded-Proto http if !{ ssl_fc }',
    '  http-request set-header X-Forwarded-Host %[req.hdr(host)]',
    ...routes.map(renderRule),
    ...routes.flatMap(renderKey),
    ...routes.flatMap(renderSide),
    `  default_backend ${fallback}`,
  ].join('\n')
}

/** Names the route unless an earlier rule has. */
function renderRule({ id, match }: Route): string {
  const conditions = [
    '!{ var(txn.route) -m found }',
    ...(match.methods === null ? [] : [`{ method ${match.methods.join(' ')} }`]),
    ...(match.host === null ? [] : [renderHost(match.host)]),
    ...match.headers.map(condition => renderCondition('req.hdr', condition)),
    ...match.cookies.map(condition => renderCondition('req.cook', condition)),
    `{ pathq -m reg ${quote(`^${pathExpression(match.path)}$`)} }`,
  ]
  return `  http-request set-var(txn.route) str(${id}) if ${conditions.join(' ')}`
}

function renderHost(host: string): string {
  const name = 'req.hdr(host),field(1,:),lower'
  return host.startsWith('*.')
    ? `{ ${name} -m end ${quote(host.slice(1))} }`
    : `{ ${name} -m str ${quote(host)} }`
}

function renderCondition(fetch: string, { name, value }: Condition): string {
  const subject = `${fetch}(${name})`
  return value === null ? `{ ${subject} -m found }` : `{ ${subject} -m str ${quote(value)} }`
}

/** In single quotes nothing means anything but the quote itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function renderSide(route: Route): readonly string[] {
  const { id, mode, legacy, new: target } = route
  const isRoute = `{ var(txn.route) -m str ${id} }`
  const send = (backend: string, ...more: readonly string[]) =>
    `  use_backend ${backend} if ${[isRoute, ...more].join(' ')}`
  if (target === null || mode === 'legacy' || mode === 'shadow') return [send(legacy)]
  if (mode !== 'canary') return [send(target)]
  return [
    ...renderOverrides(route).flatMap(subject => [
      send(target, `{ ${subject} -m str new }`),
      send(legacy, `{ ${subject} -m str legacy }`),
    ]),
    send(target, `{ var(txn.bucket) -m int lt ${Math.round(route.share * 100)} }`),
    send(legacy),
  ]
}

/** The bucket of a request: a hash of salt and key, from 0 to 9,999. */
function renderKey({ id, mode, new: target, sticky, salt }: Route): readonly string[] {
  if (mode !== 'canary' || target === null) return []
  const isRoute = `{ var(txn.route) -m str ${id} }`
  const own =
    sticky.by === 'header'
      ? `req.hdr(${sticky.name})`
      : sticky.by === 'cookie'
        ? `req.cook(${sticky.name})`
        : null
  const set = (fetch: string, condition: string) =>
    `  http-request set-var-fmt(txn.key) ${quote(`${salt}|%[${fetch}]`)} if ${isRoute}${condition}`
  return [
    set('src', ''),
    ...(own === null ? [] : [set(own, ` { ${own} -m found }`)]),
    `  http-request set-var(txn.bucket) var(txn.key),xxh32(0),mod(10000) if ${isRoute}`,
  ]
}

function renderOverrides({ override }: Route): readonly string[] {
  return [
    ...(override?.header == null ? [] : [`req.hdr(${override.header})`]),
    ...(override?.cookie == null ? [] : [`req.cook(${override.cookie})`]),
  ]
}

function renderBackend({ name, origins, breaker }: Upstream): string {
  const servers = origins.map((origin, at) => {
    const { hostname, port, protocol } = new URL(origin)
    const secure = protocol === 'https:'
    const address = `${hostname}:${port === '' ? (secure ? 443 : 80) : port}`
    const tls = secure ? ` ssl verify required ca-file @system-ca sni str(${hostname})` : ''
    return `  server ${name}-${at + 1} ${address}${tls} check observe layer7 error-limit ${breaker.failures} on-error mark-down`
  })
  return [`backend ${name}`, '  balance leastconn', ...servers].join('\n')
}

function listNotes({ limits }: StranglerConfig, routes: readonly Route[]): readonly string[] {
  const notes = {
    'HAProxy deals users to sides by another hash: some change sides once, when traffic moves over.':
      routes.some(({ mode }) => mode === 'canary'),
    'HAProxy cannot read a claim of a token here: routes that stick to one stick to the address.':
      routes.some(({ sticky }) => sticky.by === 'claim'),
    'HAProxy does not copy requests: routes in shadow mode go to the old side alone.': routes.some(
      ({ mode }) => mode === 'shadow',
    ),
    'Ramps, rollback by itself and progress need the proxy of Banyan: here shares change by hand.':
      routes.some(({ ramp }) => ramp !== null),
    'Timeouts hold for all routes alike: the longest of each kind.': true,
    'Bodies are not limited.': limits.body !== null,
    'Rewrites and session bridges are left out.': routes.some(
      ({ rewrite, bridge }) => rewrite !== null || bridge.request.length + bridge.response.length > 0,
    ),
  }
  return Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : []))
}
