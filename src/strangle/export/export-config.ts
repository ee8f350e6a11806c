import type { Route, StranglerConfig } from '../../../templates/proxy/src/index.js'
import type { ExportEngine } from '../choices.js'
import { exportArgoRollouts } from './argo-rollouts.js'
import { exportEnvoy } from './envoy.js'
import type { ExportedConfig } from './exported-config.js'
import { exportGatewayApi } from './gateway-api.js'
import { exportHaproxy } from './haproxy.js'
import { exportNginx } from './nginx.js'
import { orderRoutes } from './order-routes.js'

const writers = {
  nginx: exportNginx,
  haproxy: exportHaproxy,
  envoy: exportEnvoy,
  'gateway-api': exportGatewayApi,
  'argo-rollouts': exportArgoRollouts,
} satisfies Record<ExportEngine, (config: StranglerConfig, routes: readonly Route[]) => ExportedConfig>

/** The same routes for an engine that a team already runs, with what that engine cannot do. */
export function exportConfig(config: StranglerConfig, engine: ExportEngine): ExportedConfig {
  return writers[engine](config, orderRoutes(config.routes))
}
