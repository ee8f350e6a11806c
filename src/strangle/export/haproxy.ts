import type { Route, StranglerConfig, Upstream } from '../../../templates/proxy/src/index.js'
import type { ExportedConfig } from './exported-config.js'
import { renderRouteSteps } from './haproxy/route-steps.js'
import { renderSideSteps } from './haproxy/side-steps.js'

/** Stands beside the config, wherever that is: `default-path config` makes HAProxy look there. */
const mapFile = 'strangler.map'

/**
 * The route table for HAProxy 2.6 or later: a whole config, and a map that it looks routes up in. The first step that fits
 * names the route, in the order of precedence; shares are dealt by a hash of the same key as here.
 */
export function exportHaproxy(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const found = renderRouteSteps(routes, mapFile)
  const sides = renderSideSteps(routes, mapFile)
  const sections = [
    `# Written by \`banyan strangle export haproxy\`; ${mapFile} has to stand beside this file.`,
    'global\n  default-path config',
    renderDefaults(config, routes),
    renderFrontend(config, routes.length === 0 ? [] : [...found.rules, ...sides.rules]),
    ...[...config.upstreams.values()].map(renderBackend),
  ]
  const entries = [...found.entries, ...sides.entries].map(([key, value]) => `${key} ${value}\n`)
  return {
    files: { 'haproxy.cfg': `${sections.join('\n\n')}\n`, [mapFile]: entries.join('') },
    notes: listNotes(config, routes),
  }
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

function renderFrontend({ listen, fallback }: StranglerConfig, rules: readonly string[]): string {
  return [
    'frontend strangler',
    `  bind ${listen.host}:${listen.port}`,
    '  option forwardfor',
    '  http-request set-header X-Forwarded-Proto http if !{ ssl_fc }',
    '  http-request set-header X-Forwarded-Host %[req.hdr(host)]',
    ...rules,
    `  default_backend ${fallback}`,
  ].join('\n')
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

function listNotes({ limits, tls }: StranglerConfig, routes: readonly Route[]): readonly string[] {
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
    'HAProxy listens without TLS here: add `ssl crt FILE` to its bind.': tls !== null,
    'Paths are compared as they were sent: an encoded letter (`%61`) is not that letter.': routes.length > 0,
    'Rewrites and session bridges are left out.': routes.some(
      ({ rewrite, bridge }) => rewrite !== null || bridge.request.length + bridge.response.length > 0,
    ),
  }
  return Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : []))
}
