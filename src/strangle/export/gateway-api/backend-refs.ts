import type { CaseAction } from '../route-cases.js'
import type { Backend } from './upstream-backends.js'

/** Upstream → its Services. */
export type BackendsOf = (upstream: string) => readonly Backend[]

/** `HTTPBackendRef`. */
export interface BackendRef {
  readonly name: string
  readonly namespace?: string
  readonly port: number
  readonly weight?: number
}

/** Who answers, and with which part of the requests. */
export function backendRefs(action: CaseAction, backendsOf: BackendsOf): readonly BackendRef[] {
  if (action.kind !== 'share') {
    const backends = backendsOf(action.upstream)
    const isAlone = backends.length === 1
    return backends.map(backend => ({
      ...backendRef(backend),
      ...(isAlone ? {} : { weight: backend.origins }),
    }))
  }
  return weighSides(action.percent, backendsOf(action.legacy), backendsOf(action.new))
}

/** Shares have two decimals; each side's is dealt among its own by the number of origins. */
function weighSides(
  percent: number,
  legacy: readonly Backend[],
  latest: readonly Backend[],
): readonly BackendRef[] {
  const part = Math.round(percent * 100)
  const weigh = (backends: readonly Backend[], others: readonly Backend[], share: number) =>
    backends.map(backend => ({
      ...backendRef(backend),
      weight: share * backend.origins * countOrigins(others),
    }))
  return [...weigh(legacy, latest, 10_000 - part), ...weigh(latest, legacy, part)]
}

function countOrigins(backends: readonly Backend[]): number {
  return backends.reduce((sum, { origins }) => sum + origins, 0)
}

export function backendRef({ name, namespace, port }: Backend): BackendRef {
  return { name, ...(namespace === null ? {} : { namespace }), port }
}
