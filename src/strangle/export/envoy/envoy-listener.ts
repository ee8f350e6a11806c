import type { StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { seconds } from './seconds.js'

const router = extension('envoy.filters.http.router', 'envoy.extensions.filters.http.router.v3.Router', {
  suppress_envoy_headers: true,
})

/** `envoy.config.listener.v3.Listener`. */
export function envoyListener(config: StranglerConfig, routes: readonly object[]): object {
  const { listen, tls } = config
  return {
    name: 'strangler',
    address: { socket_address: { address: listen.host, port_value: listen.port } },
    filter_chains: [
      {
        ...(tls === null ? {} : { transport_socket: tlsSocket(tls) }),
        filters: [
          extension(
            'envoy.filters.network.http_connection_manager',
            'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
            connectionManager(config, routes),
          ),
        ],
      },
    ],
  }
}

function connectionManager(config: StranglerConfig, routes: readonly object[]): object {
  const { limits } = config
  return {
    stat_prefix: 'strangler',
    // Requests and answers pass as they are: what Envoy would add or tidy is turned off.
    generate_request_id: false,
    server_header_transformation: 'PASS_THROUGH',
    normalize_path: false,
    merge_slashes: false,
    path_with_escaped_slashes_action: 'KEEP_UNCHANGED',
    use_remote_address: true,
    ...distrust(config),
    max_request_headers_kb: Math.min(8192, Math.ceil(limits.head / 1024)),
    request_headers_timeout: seconds(limits.headTimeout),
    common_http_protocol_options: { idle_timeout: seconds(limits.keepAlive) },
    drain_timeout: seconds(limits.drain),
    upgrade_configs: [{ upgrade_type: 'websocket', filters: [router] }],
    http_filters: [...bodyLimit(limits.body), router],
    route_config: {
      name: 'strangler',
      request_headers_to_add: [forwardedHost(config)],
      virtual_hosts: [{ name: 'all', domains: ['*'], routes }],
    },
  }
}

/** What clients say of their way here goes before Envoy writes its own, unless some of them are proxies of ours. */
function distrust({ trust }: StranglerConfig): object {
  if (trust.proxies.length > 0) return {}
  const mutations = [
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'forwarded',
    'x-real-ip',
  ].map(remove => ({ remove }))
  return {
    early_header_mutation_extensions: [
      extension(
        'envoy.http.early_header_mutation.header_mutation',
        'envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation',
        { mutations },
      ),
    ],
  }
}

function forwardedHost({ trust }: StranglerConfig): object {
  return {
    header: { key: 'X-Forwarded-Host', value: '%REQ(:AUTHORITY)%' },
    append_action: trust.proxies.length > 0 ? 'ADD_IF_ABSENT' : 'OVERWRITE_IF_EXISTS_OR_ADD',
  }
}

/** Envoy counts bytes in 32 bits. */
const mostBytes = 2 ** 32 - 1

function bodyLimit(body: number | null): readonly object[] {
  if (body === null || body > mostBytes) return []
  const settings = { max_request_bytes: body }
  return [extension('envoy.filters.http.buffer', 'envoy.extensions.filters.http.buffer.v3.Buffer', settings)]
}

function tlsSocket({ cert, key }: { readonly cert: string; readonly key: string }): object {
  return extension(
    'envoy.transport_sockets.tls',
    'envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
    {
      common_tls_context: {
        alpn_protocols: ['h2', 'http/1.1'],
        tls_certificates: [{ certificate_chain: { filename: cert }, private_key: { filename: key } }],
      },
    },
  )
}

function extension(name: string, type: string, settings: object): object {
  return { name, typed_config: { '@type': `type.googleapis.com/${type}`, ...settings } }
}
