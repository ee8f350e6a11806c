import { isIP, isIPv6 } from 'node:net'
import type { Upstream } from '../../../../templates/proxy/src/index.js'
import { kubernetesName } from './kubernetes-name.js'

/** A Service that requests are sent to. */
export interface Backend {
  readonly name: string
  /** Null: that of the HTTPRoutes. */
  readonly namespace: string | null
  readonly port: number
  /** How many origins of the upstream it stands for. */
  readonly origins: number
}

export interface UpstreamBackends {
  readonly backends: readonly Backend[]
  /** Services that are not in the cluster yet, with what they need. */
  readonly documents: readonly object[]
  readonly notes: readonly string[]
}

/** A rule takes sixteen, of two upstreams. */
const mostBackends = 8

/** What of an upstream is in the cluster by its name, and what has to be made known there. */
export function upstreamBackends(
  upstream: Upstream,
  nameService: (wanted: string) => string,
): UpstreamBackends {
  const urls = upstream.origins.map(origin => new URL(origin))
  const addresses = urls.filter(url => isIP(bare(url.hostname)) !== 0 && !isLoopback(url))
  const named = urls.filter(url => !addresses.includes(url))
  const parts = [
    ...(addresses.length === 0 ? [] : [addressBackend(upstream, addresses, nameService)]),
    ...named.map(url => namedBackend(upstream, url, nameService)),
  ]
  const kept = parts.slice(0, mostBackends)
  return {
    backends: kept.flatMap(({ backends }) => backends),
    documents: kept.flatMap(({ documents }) => documents),
    notes: [
      ...kept.flatMap(({ notes }) => notes),
      ...(kept.length < parts.length
        ? [`Of the origins of ${upstream.name} only the first ${mostBackends} take part.`]
        : []),
    ],
  }
}

function namedBackend(
  { name: upstream }: Upstream,
  url: URL,
  nameService: (wanted: string) => string,
): UpstreamBackends {
  const port = portOf(url)
  const here = (name: string, namespace: string | null, notes: readonly string[]): UpstreamBackends => ({
    backends: [{ name, namespace, port, origins: 1 }],
    documents: [],
    notes,
  })
  if (isLoopback(url)) {
    const name = kubernetesName(upstream)
    return here(name, null, [
      `${url.origin} means nothing in a cluster: the Service ${name}, port ${port}, in the namespace of the HTTPRoutes takes its place.`,
    ])
  }
  const [, service, namespace = ''] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(url.hostname) ?? []
  if (service !== undefined)
    return here(service, namespace, [
      `The HTTPRoutes send requests to the namespace ${namespace}: where that is not their own, it needs a ReferenceGrant for them.`,
    ])
  if (!url.hostname.includes('.'))
    return here(kubernetesName(url.hostname), null, [
      `${url.hostname} is taken for the Service of this name in the namespace of the HTTPRoutes.`,
    ])
  const name = nameService(`strangler-${upstream}`)
  const spec = { type: 'ExternalName', externalName: url.hostname, ports: [servicePort(url)] }
  return {
    backends: [{ name, namespace: null, port, origins: 1 }],
    documents: [{ apiVersion: 'v1', kind: 'Service', metadata: metadataOf(name), spec }],
    notes: [
      `The Service ${name} is no more than the name ${url.hostname} (ExternalName): some implementations refuse that; others, such as Istio and Contour, have to be told to allow it.`,
    ],
  }
}

/** A Service without selector; a slice has one port and one family of addresses. */
function addressBackend(
  { name: upstream }: Upstream,
  urls: readonly URL[],
  nameService: (wanted: string) => string,
): UpstreamBackends {
  const [first] = urls as readonly [URL, ...URL[]]
  const name = nameService(`strangler-${upstream}`)
  const slices = new Map<string, URL[]>()
  for (const url of urls) {
    const kind = `${isIPv6(bare(url.hostname)) ? 'IPv6' : 'IPv4'}-${portOf(url)}`
    slices.set(kind, [...(slices.get(kind) ?? []), url])
  }
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(name),
    spec: { ports: [servicePort(first)] },
  }
  return {
    backends: [{ name, namespace: null, port: portOf(first), origins: urls.length }],
    documents: [service, ...[...slices].map(([kind, members]) => endpointSlice(name, kind, members))],
    notes: [],
  }
}

function endpointSlice(service: string, kind: string, urls: readonly URL[]): object {
  const [addressType, port] = kind.split('-')
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${service}-${kind.toLowerCase()}`,
      labels: { ...managed, 'kubernetes.io/service-name': service },
    },
    addressType,
    ports: [{ name: 'http', port: Number(port), protocol: 'TCP' }],
    endpoints: urls.map(url => ({ addresses: [bare(url.hostname)], conditions: { ready: true } })),
  }
}

function servicePort(url: URL): object {
  const port = { name: 'http', port: portOf(url), protocol: 'TCP' }
  return url.protocol === 'https:' ? { ...port, appProtocol: 'https' } : port
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^(127\.|0\.0\.0\.0$)/.test(hostname)
}

/** An IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

/** By which whatever a former export wrote can be found and taken away. */
export const managed = { 'app.kubernetes.io/part-of': 'strangler' }

export function metadataOf(name: string): object {
  return { name, labels: managed }
}
