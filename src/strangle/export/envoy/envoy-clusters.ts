import { isIP } from 'node:net'
import type { Route, StranglerConfig, Upstream } from '../../../../templates/proxy/src/index.js'
import { seconds } from './seconds.js'

/** Where most Linux systems keep the certificates that they trust; Envoy does not look for them by itself. */
const systemRoots = '/etc/ssl/certs/ca-certificates.crt'

/** `envoy.config.cluster.v3.Cluster`s, one for each upstream. */
export function envoyClusters(config: StranglerConfig, routes: readonly Route[]): readonly object[] {
  return [...config.upstreams.values()].map(upstream => {
    const users = routes.filter(({ legacy, new: target }) => [legacy, target].includes(upstream.name))
    return envoyCluster(upstream, users)
  })
}

function envoyCluster(upstream: Upstream, users: readonly Route[]): object {
  const { name, origins, breaker } = upstream
  const urls = origins.map(origin => new URL(origin))
  const isFixed = urls.every(({ hostname }) => isIP(bare(hostname)) !== 0)
  const first = urls.find(({ protocol }) => protocol === 'https:')
  return {
    name,
    type: isFixed ? 'STATIC' : 'STRICT_DNS',
    connect_timeout: seconds(
      Math.max(1, ...(users.length === 0 ? [2000] : users.map(({ timeouts }) => timeouts.connect))),
    ),
    lb_policy: 'LEAST_REQUEST',
    circuit_breakers: { thresholds: [thresholds(upstream, users)] },
    outlier_detection: {
      consecutive_5xx: breaker.failures,
      base_ejection_time: seconds(breaker.pause),
      max_ejection_time: seconds(breaker.pause * 10),
      max_ejection_percent: 100,
      enforcing_success_rate: 0,
    },
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
        '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
        common_http_protocol_options: {
          idle_timeout: seconds(Math.min(4000, ...users.map(({ timeouts }) => timeouts.idle))),
        },
        explicit_http_config: { http_protocol_options: {} },
      },
    },
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: urls.map(endpoint) }] },
    ...(first === undefined ? {} : { transport_socket: tlsSocket(upstream, first) }),
  }
}

function thresholds({ origins, connections }: Upstream, users: readonly Route[]): object {
  const retries = users.filter(({ retry }) => retry.attempts > 0).map(({ retry }) => retry.budget)
  return {
    max_connections: connections * origins.length,
    ...(retries.length === 0 ? {} : { retry_budget: { budget_percent: { value: Math.max(...retries) } } }),
  }
}

function endpoint(url: URL): object {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  return { endpoint: { address: { socket_address: { address: bare(url.hostname), port_value: port } } } }
}

/** An IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

function tlsSocket({ ca, serverName }: Upstream, { hostname }: URL): object {
  const name = serverName ?? bare(hostname)
  const isAddress = isIP(name) !== 0
  const source = ca?.includes('-----BEGIN') ? { inline_string: ca } : { filename: ca ?? systemRoots }
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      ...(isAddress ? {} : { sni: name }),
      common_tls_context: {
        alpn_protocols: ['http/1.1'],
        validation_context: {
          trusted_ca: source,
          match_typed_subject_alt_names: [
            { san_type: isAddress ? 'IP_ADDRESS' : 'DNS', matcher: { exact: name } },
          ],
        },
      },
    },
  }
}
