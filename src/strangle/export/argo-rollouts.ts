import type { Route, StranglerConfig } from '../../../templates/proxy/src/index.js'
import { type CanaryGroup, groupCanaries } from './argo-rollouts/canary-groups.js'
import { podLabel, rolloutDocuments } from './argo-rollouts/rollout-documents.js'
import { wholePercent } from './argo-rollouts/rollout-steps.js'
import type { ExportedConfig } from './exported-config.js'
import { renderTable } from './gateway-api.js'
import { backendRef } from './gateway-api/backend-refs.js'
import { clusterTable } from './gateway-api/cluster-table.js'
import { findObstacle } from './gateway-api/find-obstacle.js'
import { joinDocuments } from './gateway-api/gateway-documents.js'
import { kubernetesName } from './gateway-api/kubernetes-name.js'

/** Stands beside the Rollouts, which change its weights. */
const tableFile = 'gateway.yaml'

/**
 * Canaries for Argo Rollouts: a Rollout goes from the pods of the old system to those of the new one in the steps of the
 * ramp. Its plugin for the Gateway API moves the weights of the HTTPRoutes, which are written too.
 */
export function exportArgoRollouts(config: StranglerConfig, routes: readonly Route[]): ExportedConfig {
  const groups = groupCanaries(routes.filter(route => findObstacle(route) === null))
  const groupOf = new Map(groups.flatMap(group => group.routes.map(({ id }) => [id, group] as const)))
  const table = clusterTable(config, routes, ({ route, action }) => {
    const group = action.kind === 'share' ? groupOf.get(route?.id ?? '') : undefined
    return group === undefined
      ? null
      : [
          { ...backendRef(group.stable), weight: 100 },
          { ...backendRef(group.canary), weight: 0 },
        ]
  })
  const documents = groups.flatMap(group => {
    const moved = table.httpRoutes.filter(({ rules }) =>
      rules.some(({ rule }) => rule.backendRefs.some(({ name }) => name === group.canary.name)),
    )
    return rolloutDocuments(
      group,
      moved.map(({ name }) => name),
    )
  })
  return {
    files: {
      'rollouts.yaml': `# Written by \`banyan strangle export argo-rollouts\`, with ${tableFile}: kubectl apply -f FILE\n${joinDocuments(documents)}`,
      [tableFile]: renderTable(config, table, 'argo-rollouts'),
    },
    notes: [...listNotes(groups), ...table.notes],
  }
}

function listNotes(groups: readonly CanaryGroup[]): readonly string[] {
  if (groups.length === 0) return ['No route is a canary with a new side: there is nothing to roll out.']
  const ramps = groups.flatMap(({ ramp }) => ramp ?? [])
  const shares = groups.flatMap(({ share, ramp }) => [share, ...(ramp?.steps ?? [])])
  const notes = {
    'Argo Rollouts needs its plugin argoproj-labs/gatewayAPI, with the right to change HTTPRoutes; older versions of the plugin ask for a namespace beside httpRoutes too.': true,
    'A Rollout runs pods of its own besides those of the Deployments: set its replicas to what its routes need.': true,
    'All routes of one Rollout move together: those with the same sides, share and ramp.': groups.some(
      ({ routes }) => routes.length > 1,
    ),
    'Weights of Rollouts are whole: shares are rounded, but never to nothing or all.': shares.some(
      share => wholePercent(share) !== share,
    ),
    'The analysis asks http://prometheus.monitoring.svc:9090 for the metrics of Istio: put your address and the names of your metrics.':
      ramps.length > 0,
    'The analysis compares rates and percentiles of the window of a step as they are: the proxy of Banyan judges each second by a test that allows for looking often. Too few requests let a step pass here, and hold it there.':
      ramps.length > 0,
    'What an analysis fails sends everything back; the Rollout stays aborted until it is retried or changed.':
      ramps.length > 0,
    'Testers who choose a side, and routes that are no canaries, go to the Services of the upstreams, not to pods of a Rollout.': true,
    'When a Rollout has ended declare its routes new, and export again.': true,
  }
  return [
    ...groups.map(describeStart),
    ...Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : [])),
  ]
}

function describeStart({ name, legacy, new: target }: CanaryGroup): string {
  return `${name} begins with the pods of the Deployment ${kubernetesName(legacy)}; its steps begin when its workloadRef names ${kubernetesName(target)}. Pods of both need the label ${podLabel}: ${name} and a port called http.`
}
