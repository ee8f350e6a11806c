import { completeRoute } from './complete-route.js'
import { builtIn } from './defaults.js'
import type { StateSettings, StranglerConfig, Upstream } from './model.js'
import type { ConfigInput } from './schema.js'

/** A config with everything it does not say itself. It has to be one that no check has anything against. */
export function completeConfig(input: ConfigInput): StranglerConfig {
  const upstreams = new Map(
    Object.entries(input.upstreams).map(([name, upstream]) => [name, completeUpstream(name, upstream)]),
  )
  const fallback = input.fallback ?? 'legacy'
  const defaults = {
    ...input.defaults,
    legacy: input.defaults?.legacy ?? fallback,
    new: input.defaults?.new === undefined ? (upstreams.has('new') ? 'new' : null) : input.defaults.new,
  }
  return {
    listen: { ...builtIn.listen, ...input.listen },
    tls: input.tls ?? null,
    admin: input.admin ? { ...builtIn.admin, ...input.admin } : null,
    upstreams,
    routes: input.routes.map(route => completeRoute(route, defaults)),
    fallback,
    hosts: (input.hosts ?? []).map(host => host.toLowerCase()),
    limits: { ...builtIn.limits, ...input.limits },
    trust: { ...builtIn.trust, ...input.trust },
    state: completeState(input.state ?? builtIn.state),
    tracing: { ...builtIn.tracing, ...input.tracing },
    accessLog: input.accessLog ?? true,
  }
}

function completeUpstream(name: string, upstream: ConfigInput['upstreams'][string]): Upstream {
  const input = typeof upstream === 'string' ? { origins: upstream } : upstream
  const origins = typeof input.origins === 'string' ? [input.origins] : input.origins
  return {
    name,
    origins: [...new Set(origins.map(origin => new URL(origin).origin))],
    connections: input.connections ?? builtIn.upstream.connections,
    host: input.host ?? builtIn.upstream.host,
    ca: input.ca ?? builtIn.upstream.ca,
    serverName: input.serverName ?? builtIn.upstream.serverName,
    resolve: input.resolve ?? builtIn.upstream.resolve,
    breaker: { ...builtIn.breaker, ...input.breaker },
  }
}

function completeState(input: NonNullable<ConfigInput['state']>): StateSettings {
  if (input.kind === 'file') return input
  const { kind, url = null, urlVariable = null, name = builtIn.stateName } = input
  return { kind, url, urlVariable, name }
}
