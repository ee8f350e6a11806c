import { Document, isNode } from 'yaml'
import type { StranglerConfig } from '../../../../templates/proxy/src/index.js'
import type { HttpRoute } from './http-routes.js'
import { metadataOf } from './upstream-backends.js'

const apiVersion = 'gateway.networking.k8s.io/v1'

/** `Gateway`: where requests come in. */
export function gatewayDocument({ listen, tls }: StranglerConfig): object {
  const secure = {
    name: 'https',
    protocol: 'HTTPS',
    port: listen.port,
    tls: { mode: 'Terminate', certificateRefs: [{ name: 'strangler-tls' }] },
  }
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: metadataOf('strangler'),
    spec: {
      gatewayClassName: 'strangler',
      listeners: [tls === null ? { name: 'http', protocol: 'HTTP', port: listen.port } : secure],
    },
  }
}

/** `HTTPRoute`, with the id of its route above each rule. */
export function routeDocument({ name, host, rules }: HttpRoute): Document {
  const document = new Document(
    {
      apiVersion,
      kind: 'HTTPRoute',
      metadata: metadataOf(name),
      spec: {
        parentRefs: [{ name: 'strangler' }],
        ...(host === null ? {} : { hostnames: [host] }),
        rules: rules.map(({ rule }) => rule),
      },
    },
    { aliasDuplicateObjects: false },
  )
  for (const [at, { route }] of rules.entries()) {
    const node = document.getIn(['spec', 'rules', at], true)
    if (isNode(node)) node.commentBefore = ` ${route ?? 'no route: the fallback'}`
  }
  return document
}

/** One text of many documents. */
export function joinDocuments(documents: readonly object[]): string {
  return documents
    .map(each => (each instanceof Document ? each : new Document(each, { aliasDuplicateObjects: false })))
    .map(document => `---\n${document.toString({ lineWidth: 0 })}`)
    .join('')
}
