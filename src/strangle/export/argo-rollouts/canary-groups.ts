import type { RampSettings, Route } from '../../../../templates/proxy/src/index.js'
import { createNames } from '../gateway-api/kubernetes-name.js'
import type { Backend } from '../gateway-api/upstream-backends.js'

/** Canaries that go the same way together: a Rollout has pods of its own, so that each costs what both sides cost. */
export interface CanaryGroup {
  readonly name: string
  readonly legacy: string
  readonly new: string
  readonly share: number
  readonly ramp: RampSettings | null
  readonly routes: readonly Route[]
  /** Services of the pods that there were, and of those that come. */
  readonly stable: Backend
  readonly canary: Backend
}

type Canary = Route & { readonly new: string }

export function groupCanaries(routes: readonly Route[]): readonly CanaryGroup[] {
  const groups = new Map<string, Canary[]>()
  for (const route of routes) {
    if (!isCanary(route)) continue
    const key = JSON.stringify([route.legacy, route.new, route.share, route.ramp])
    groups.set(key, [...(groups.get(key) ?? []), route])
  }
  const nameRollout = createNames()
  return [...groups.values()].flatMap(members => {
    const [first] = members
    if (first === undefined) return []
    const { id, legacy, new: target, share, ramp } = first
    // Room is left for what the names of its Services end in.
    const name = nameRollout((members.length === 1 ? id : `${legacy}-to-${target}`).slice(0, 50))
    return [
      {
        ...{ name, legacy, new: target, share, ramp, routes: members },
        stable: service(`${name}-stable`),
        canary: service(`${name}-canary`),
      },
    ]
  })
}

function isCanary(route: Route): route is Canary {
  return route.mode === 'canary' && route.new !== null
}

function service(name: string): Backend {
  return { name, namespace: null, port: 80, origins: 1 }
}
