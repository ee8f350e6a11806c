import { kubernetesName } from '../gateway-api/kubernetes-name.js'
import { metadataOf } from '../gateway-api/upstream-backends.js'
import { analysisTemplate } from './analysis-template.js'
import type { CanaryGroup } from './canary-groups.js'
import { rolloutSteps } from './rollout-steps.js'

/** Pods of both sides bear it: Services and the Rollout find them by it. */
export const podLabel = 'strangler-rollout'

/** A Rollout with its two Services, and the analysis of its ramp. */
export function rolloutDocuments(group: CanaryGroup, httpRoutes: readonly string[]): readonly object[] {
  return [
    serviceDocument(group, group.stable.name),
    serviceDocument(group, group.canary.name),
    ...(group.ramp === null ? [] : [analysisTemplate(group, group.ramp)]),
    rollout(group, httpRoutes),
  ]
}

/** Argo Rollouts adds to the selector which of the pods it means. */
function serviceDocument({ name }: CanaryGroup, service: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(service),
    spec: {
      selector: { [podLabel]: name },
      // By its name, because the two systems may listen on different ports.
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  }
}

function rollout(group: CanaryGroup, httpRoutes: readonly string[]): object {
  const { name, legacy, ramp, stable, canary } = group
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: metadataOf(name),
    spec: {
      replicas: 2,
      selector: { matchLabels: { [podLabel]: name } },
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: kubernetesName(legacy) },
      strategy: {
        canary: {
          stableService: stable.name,
          canaryService: canary.name,
          trafficRouting: {
            plugins: {
              'argoproj-labs/gatewayAPI': { httpRoutes: httpRoutes.map(route => ({ name: route })) },
            },
          },
          ...(ramp === null ? {} : { analysis: { templates: [{ templateName: name }], startingStep: 1 } }),
          steps: rolloutSteps(group),
        },
      },
    },
  }
}
