import type { Route, StranglerConfig } from '../../../templates/proxy/src/index.js'
import type { ExportedConfig } from './exported-config.js'
import { gatewayDocument, joinDocuments, routeDocument } from './gateway-api/gateway-documents.js'
import { type ClusterTable, clusterTable } from './gateway-api/cluster-table.js'

/**
 * The route table for implementations of the Kubernetes Gateway API: a Gateway, its HTTPRoutes, and Services for upstreams
 * outside of the cluster. Which rule gets a request goes by how exact it is, not by order.
 */
export function exportGatewayApi(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const table = clusterTable(config, routes, () => null)
  return {
    files: { 'gateway.yaml': renderTable(config, table, 'gateway-api') },
    notes: [
      ...table.notes,
      ...(routes.some(({ ramp }) => ramp !== null)
        ? [
            'Ramps, rollback by itself and progress need the proxy of Banyan: here shares change by hand. `banyan strangle export argo-rollouts` writes steps.',
          ]
        : []),
    ],
  }
}

export function renderTable(config: StranglerConfig, table: ClusterTable, engine: string): string {
  const documents = [gatewayDocument(config), ...table.services, ...table.httpRoutes.map(routeDocument)]
  return `# Written by \`banyan strangle export ${engine}\`: kubectl apply -f FILE\n${joinDocuments(documents)}`
}
