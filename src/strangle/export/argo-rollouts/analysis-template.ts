import type { RampSettings } from '../../../../templates/proxy/src/index.js'
import { metadataOf } from '../gateway-api/upstream-backends.js'
import type { CanaryGroup } from './canary-groups.js'

/** `AnalysisTemplate`: what a ramp allows the new side, asked of Prometheus while the steps go on. */
export function analysisTemplate({ name, stable, canary }: CanaryGroup, ramp: RampSettings): object {
  const window = `${Math.max(60, ramp.hold)}s`
  const [before, after] = [stable, canary].map(service => queriesOf(service.name, window)) as [
    Queries,
    Queries,
  ]
  const enough = `and (${after.requests} >= ${ramp.minimum}) and (${before.requests} >= ${ramp.minimum})`
  const metrics = {
    'error-rate': [
      `${after.errors} / ${after.requests} - ${before.errors} / ${before.requests} ${enough}`,
      ramp.errorMargin,
    ],
    'latency-p50': [`${after.median} / ${before.median} ${enough}`, ramp.latencyFactor],
    'latency-p95': [`${after.tail} / ${before.tail} ${enough}`, ramp.latencyFactor],
  } as const
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: metadataOf(name),
    spec: {
      metrics: Object.entries(metrics).map(([metric, [query, most]]) => ({
        name: metric,
        interval: '30s',
        // Nothing comes back where there are too few requests to say.
        successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] <= ${most}`,
        failureLimit: 2,
        provider: { prometheus: { address: prometheusAddress, query } },
      })),
    },
  }
}

const prometheusAddress = 'http://prometheus.monitoring.svc:9090'

interface Queries {
  readonly requests: string
  readonly errors: string
  readonly median: string
  readonly tail: string
}

/** By the names of Istio's metrics. */
function queriesOf(service: string, window: string): Queries {
  const of = (labels: string) => `{destination_service_name="${service}"${labels}}[${window}]`
  const quantile = (part: number) =>
    `histogram_quantile(${part}, sum by (le) (increase(istio_request_duration_milliseconds_bucket${of('')})))`
  return {
    requests: `sum(increase(istio_requests_total${of('')}))`,
    errors: `(sum(increase(istio_requests_total${of(',response_code=~"5.."')})) or vector(0))`,
    median: quantile(0.5),
    tail: quantile(0.95),
  }
}
