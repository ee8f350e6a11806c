import type { Condition, Route, StranglerConfig, Upstream } from '../../../templates/proxy/src/index.js'
import type { ExportedConfig } from './exported-config.js'
import { pathExpression, quoteExpression } from './path-expression.js'

/**
 * The route table for nginx 1.22 or later, to be included in its `http` block. One map finds the route by method, host,
 * conditions and the raw path, in the order of precedence; others find the side and the upstream.
 */
export function exportNginx(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const conditions = numberConditions(routes)
  const parts = [
    '# Written by `banyan strangle export nginx`; include it in the http block of nginx.',
    ...renderHashSizes(config, routes),
    ...[...config.upstreams.values()].map(renderUpstream),
    ...[...conditions.values()].map(({ condition, variable, kind }) =>
      renderCondition(condition, kind, variable),
    ),
    renderRoutes(routes, conditions),
    ...routes.flatMap(renderSide),
    renderTargets(config, routes),
    renderConnection,
    ...(routes.some(({ mode }) => mode === 'shadow') ? [renderMirrors(routes)] : []),
    renderServer(config, routes),
  ]
  return { files: { 'strangler.nginx.conf': `${parts.join('\n\n')}\n` }, notes: listNotes(config, routes) }
}

/**
 * nginx keeps names and maps in tables whose sizes it does not choose itself: beyond about a hundred routes it warns of
 * variables, and names longer than a line of the cache it refuses.
 */
function renderHashSizes(config: StranglerConfig, routes: readonly Route[]): readonly string[] {
  const longest = Math.max(
    0,
    ...[...routes.map(({ id }) => id), ...config.upstreams.keys()].map(name => name.length),
  )
  const variables = 200 + routes.length * 6
  return [
    ...(variables > 512
      ? [`variables_hash_max_size ${powerOfTwo(variables * 2)};\nvariables_hash_bucket_size 128;`]
      : []),
    ...(routes.length > 500 || longest > 40
      ? [
          `map_hash_max_size ${powerOfTwo(2048 + routes.length * 4)};\nmap_hash_bucket_size ${powerOfTwo(Math.max(128, longest + 40))};`,
        ]
      : []),
  ]
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast))
}

type Kind = 'header' | 'cookie'

interface NumberedCondition {
  readonly condition: Condition
  readonly kind: Kind
  readonly variable: string
}

/** Each condition once: key → its variable. */
function numberConditions(routes: readonly Route[]): ReadonlyMap<string, NumberedCondition> {
  const numbered = new Map<string, NumberedCondition>()
  const add = (kind: Kind) => (condition: Condition) => {
    const key = conditionKey(kind, condition)
    if (!numbered.has(key))
      numbered.set(key, { condition, kind, variable: `$strangler_condition_${numbered.size + 1}` })
  }
  for (const { match } of routes) {
    match.headers.forEach(add('header'))
    match.cookies.forEach(add('cookie'))
  }
  return numbered
}

function conditionKey(kind: Kind, { name, value }: Condition): string {
  return JSON.stringify([kind, name, value])
}

function renderUpstream({ name, origins, connections }: Upstream): string {
  const servers = origins.map(
    origin => `  server ${new URL(origin).host.replace(/^([^:]+)$/, `$1:${portOf(origin)}`)};`,
  )
  return [`upstream ${name} {`, ...servers, `  keepalive ${connections};`, '}'].join('\n')
}

function portOf(origin: string): string {
  const { port, protocol } = new URL(origin)
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port
}

/** `1` where a header or cookie is there, or has the value asked for. */
function renderCondition({ name, value }: Condition, kind: Kind, variable: string): string {
  const test = value === null ? '"~." 1;' : `${quote(`~^${quoteExpression(value)}$`)} 1;`
  return renderMap(variableOf(kind, name), variable, ['default 0;', test])
}

function variableOf(kind: Kind, name: string): string {
  return `$${kind === 'header' ? 'http' : 'cookie'}_${name.toLowerCase().replaceAll('-', '_')}`
}

function renderMap(from: string, variable: string, lines: readonly string[]): string {
  return [`map "${from}" ${variable} {`, ...lines.map(line => `  ${line}`), '}'].join('\n')
}

/** A string in nginx's quotes: in them a backslash stays itself unless a quote or backslash follows. */
function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function renderRoutes(routes: readonly Route[], conditions: ReadonlyMap<string, NumberedCondition>): string {
  const all = [...conditions.keys()]
  const key = [
    '$request_method',
    '$host',
    all.map(each => conditions.get(each)?.variable).join(''),
    '$request_uri',
  ]
  const lines = routes.map(({ id, match }) => {
    const wanted = new Set([
      ...match.headers.map(condition => conditionKey('header', condition)),
      ...match.cookies.map(condition => conditionKey('cookie', condition)),
    ])
    const fields = [
      match.methods === null ? '[^|]*' : `(${match.methods.map(quoteExpression).join('|')})`,
      hostExpression(match.host),
      all.map(each => (wanted.has(each) ? '1' : '.')).join(''),
      pathExpression(match.path),
    ]
    return `"~^${fields.join('\\|')}$" ${quote(id)};`
  })
  return renderMap(key.join('|'), '$strangler_route', ['default "";', ...lines])
}

function hostExpression(host: string | null): string {
  if (host === null) return '[^|]*'
  return host.startsWith('*.') ? `[^|]+\\.${quoteExpression(host.slice(2))}` : quoteExpression(host)
}

/** The share and the tester's choice of a route, as variables named by its number. */
function renderSide(route: Route, number: number): readonly string[] {
  if (route.new === null) return []
  const base = `strangler_${number + 1}`
  const shares = route.mode === 'canary' ? renderShare(route, base) : []
  return [...shares, ...renderOverride(route, base)]
}

function renderShare(route: Route, base: string): readonly string[] {
  const own = route.sticky.by === 'header' || route.sticky.by === 'cookie'
  const key = own
    ? variableOf(route.sticky.by as Kind, (route.sticky as { readonly name: string }).name)
    : '$remote_addr'
  const part = route.share === 0 ? [] : [`  ${route.share.toFixed(2)}% new;`]
  const salt = encodeURIComponent(route.salt)
  const share = [`split_clients "${salt}|$${base}_key" $${base}_share {`, ...part, '  * legacy;', '}']
  return [renderMap(key, `$${base}_key`, ['"" $remote_addr;', `default ${key};`]), share.join('\n')]
}

/** The header counts before the cookie: its map comes last and falls back on the cookie's. */
function renderOverride(route: Route, base: string): readonly string[] {
  return overridesOf(route).map((value, at) => {
    const before = at === 0 ? plainSide(route, base) : `$${base}_choice_${at}`
    return renderMap(value, `$${base}_choice_${at + 1}`, ['new new;', 'legacy legacy;', `default ${before};`])
  })
}

function overridesOf({ override, new: target }: Route): readonly string[] {
  if (target === null) return []
  return [
    ...(override?.cookie == null ? [] : [variableOf('cookie', override.cookie)]),
    ...(override?.header == null ? [] : [variableOf('header', override.header)]),
  ]
}

function plainSide({ mode }: Route, base: string): string {
  if (mode === 'canary') return `$${base}_share`
  return mode === 'new' || mode === 'retired' ? 'new' : 'legacy'
}

/** Route → name of the upstream that answers. */
function renderTargets(config: StranglerConfig, routes: readonly Route[]): string {
  const sides = routes.flatMap((route, at) => {
    if (route.new === null || !isDecided(route)) return []
    const side = sideVariable(route, at)
    return renderMap(side, `$strangler_${at + 1}_upstream`, [`new ${route.new};`, `default ${route.legacy};`])
  })
  const lines = routes.map((route, at) => `${quote(route.id)} ${targetOf(route, at)};`)
  return [
    ...sides,
    renderMap('$strangler_route', '$strangler_upstream', [`default ${config.fallback};`, ...lines]),
  ].join('\n\n')
}

function targetOf(route: Route, at: number): string {
  if (route.new !== null && isDecided(route)) return `$strangler_${at + 1}_upstream`
  return route.new !== null && (route.mode === 'new' || route.mode === 'retired') ? route.new : route.legacy
}

/** Whether the side depends on the request. */
function isDecided(route: Route): boolean {
  return route.mode === 'canary' || overridesOf(route).length > 0
}

function sideVariable(route: Route, at: number): string {
  const choices = overridesOf(route).length
  return choices === 0 ? `$strangler_${at + 1}_share` : `$strangler_${at + 1}_choice_${choices}`
}

const renderConnection = renderMap('$http_upgrade', '$strangler_connection', ['"" "";', 'default upgrade;'])

/** Copies for the new side: nginx calls them mirrors. */
function renderMirrors(routes: readonly Route[]): string {
  const lines = routes
    .filter(({ mode, new: target }) => mode === 'shadow' && target !== null)
    .map(({ id, new: target, shadow }) => {
      return `${quote(`~^(${shadow.methods.map(quoteExpression).join('|')})\\|${quoteExpression(id)}$`)} ${target};`
    })
  return renderMap('$request_method|$strangler_route', '$strangler_copy', ['default "";', ...lines])
}

function renderServer({ listen, limits }: StranglerConfig, routes: readonly Route[]): string {
  const mirrors = routes.some(({ mode }) => mode === 'shadow')
  const forward = [
    'proxy_http_version 1.1;',
    'proxy_set_header Host $http_host;',
    'proxy_set_header Connection $strangler_connection;',
    'proxy_set_header Upgrade $http_upgrade;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-Host $http_host;',
  ]
  return [
    'server {',
    `  listen ${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port};`,
    `  client_max_body_size ${limits.body ?? 0};`,
    `  client_header_timeout ${limits.headTimeout}ms;`,
    '  location / {',
    ...(mirrors ? ['    mirror /.strangler-copy;'] : []),
    ...forward.map(line => `    ${line}`),
    '    proxy_buffering off;',
    ...(mirrors ? [] : ['    proxy_request_buffering off;']),
    '    proxy_next_upstream off;',
    '    proxy_pass http://$strangler_upstream$request_uri;',
    '  }',
    ...(mirrors
      ? [
          '  location = /.strangler-copy {',
          '    internal;',
          '    if ($strangler_copy = "") { return 204; }',
          ...forward.map(line => `    ${line}`),
          '    proxy_set_header X-Strangler-Shadow 1;',
          '    proxy_pass http://$strangler_copy$request_uri;',
          '  }',
        ]
      : []),
    '}',
  ].join('\n')
}

function listNotes({ upstreams, tls }: StranglerConfig, routes: readonly Route[]): readonly string[] {
  const notes = {
    'nginx deals users to sides by another hash: some change sides once, when traffic moves over.':
      routes.some(({ mode }) => mode === 'canary'),
    'nginx cannot read a claim of a token: routes that stick to one stick to the address.': routes.some(
      ({ sticky }) => sticky.by === 'claim',
    ),
    'nginx copies requests but does not compare the answers.': routes.some(({ mode }) => mode === 'shadow'),
    'Ramps, rollback by itself and progress need the proxy of Banyan: here shares change by hand.':
      routes.some(({ ramp }) => ramp !== null),
    'Rewrites and session bridges are left out.': routes.some(
      ({ rewrite, bridge }) => rewrite !== null || bridge.request.length + bridge.response.length > 0,
    ),
    'Upstreams that speak TLS need `proxy_pass https://` and are left out.': [...upstreams.values()].some(
      ({ origins }) => origins.some(origin => origin.startsWith('https:')),
    ),
    'nginx listens without TLS here: add `ssl`, `ssl_certificate` and `ssl_certificate_key` to its server.':
      tls !== null,
    'Paths are compared as they were sent: an encoded letter (`%61`) is not that letter.': routes.length > 0,
  }
  return Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : []))
}
