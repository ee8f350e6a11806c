import { stringify } from 'yaml'
import type { Route, StranglerConfig } from '../../../templates/proxy/src/index.js'
import { envoyClusters } from './envoy/envoy-clusters.js'
import { envoyListener } from './envoy/envoy-listener.js'
import { envoyRoutes } from './envoy/envoy-routes.js'
import type { ExportedConfig } from './exported-config.js'

/** The route table for Envoy: a whole static bootstrap. The first route that fits wins, in the order of precedence. */
export function exportEnvoy(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const bootstrap = {
    // Expressions of paths are larger than Envoy allows by itself.
    layered_runtime: {
      layers: [{ name: 'strangler', static_layer: { 're2.max_program_size.error_level': 4_294_967_295 } }],
    },
    static_resources: {
      listeners: [envoyListener(config, envoyRoutes(config, routes))],
      clusters: envoyClusters(config, routes),
    },
  }
  const text = stringify(bootstrap, { lineWidth: 0, aliasDuplicateObjects: false })
  return {
    files: { 'envoy.yaml': `# Written by \`banyan strangle export envoy\`: envoy -c envoy.yaml\n${text}` },
    notes: listNotes(config, routes),
  }
}

function listNotes(config: StranglerConfig, routes: readonly Route[]): readonly string[] {
  const { limits, trust, upstreams } = config
  const canaries = routes.filter(({ mode, new: target }) => mode === 'canary' && target !== null)
  const notes = {
    'Shares that stick to a key need Envoy 1.36 or later (use_hash_policy): older ones refuse the file.':
      canaries.length > 0,
    'Envoy hashes the key without the salt: some users change sides once, when traffic moves over, and the same ones come first on every route.':
      canaries.length > 0,
    'While all servers of one side are left alone, newer versions of Envoy send its share to the other side.':
      canaries.length > 0,
    'Envoy cannot read a claim of a token here: routes that stick to one stick to the address.':
      canaries.some(({ sticky }) => sticky.by === 'claim'),
    'Envoy copies requests but does not compare the answers; it holds back copies of bodies of any size.':
      routes.some(({ mode }) => mode === 'shadow'),
    'Ramps, rollback by itself and progress need the proxy of Banyan: here shares change by hand.':
      routes.some(({ ramp }) => ramp !== null),
    'A stream may be silent as long as the longer of the timeouts for head and body, WebSockets too; the whole answer may take any time.': true,
    'Of upgrades only WebSocket passes.': true,
    'Header names reach the upstreams in lower case; header lines of one name are compared as one value.': true,
    'Paths are compared as they were sent: an encoded letter (`%61`) is not that letter.': routes.length > 0,
    'Envoy takes each body whole before it sends it on, because it can limit it only so; WebSockets are not limited.':
      limits.body !== null,
    'X-Forwarded-For is kept and added to, whoever asks: the list of trusted proxies is not carried over; see xff_num_trusted_hops.':
      trust.proxies.length > 0,
    'An upstream with both http and https origins is asked over https alone.': [...upstreams.values()].some(
      ({ origins }) => new Set(origins.map(origin => origin.split(':')[0])).size > 1,
    ),
    'Certificates of https upstreams are checked against /etc/ssl/certs/ca-certificates.crt: put the place of yours there.':
      [...upstreams.values()].some(({ origins, ca }) => ca === null && origins.some(isSecure)),
    'Retries happen only where no connection came about.': routes.some(({ retry }) => retry.attempts > 0),
    'Session bridges are left out.': routes.some(
      ({ bridge }) => bridge.request.length + bridge.response.length > 0,
    ),
  }
  return [
    ...Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : [])),
    ...canaries
      .filter(({ rewrite }) => rewrite !== null)
      .map(
        ({ id }) =>
          `The rewrite of ${id} is left out while it is a canary: Envoy rewrites for both sides alike.`,
      ),
  ]
}

function isSecure(origin: string): boolean {
  return origin.startsWith('https:')
}
