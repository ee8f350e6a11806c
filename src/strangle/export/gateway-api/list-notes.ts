import type { Route, StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { knownMethods } from './demands.js'
import type { HttpTable } from './http-routes.js'

/** What HTTPRoutes do otherwise or not at all. */
export function listNotes(
  config: StranglerConfig,
  routes: readonly Route[],
  { httpRoutes }: HttpTable,
): readonly string[] {
  const { limits, tls, upstreams } = config
  const paths = httpRoutes.flatMap(({ rules }) => rules.map(({ rule }) => JSON.stringify(rule.matches)))
  const secure = [...upstreams.values()].filter(({ origins }) =>
    origins.some(origin => origin.startsWith('https:')),
  )
  const notes = {
    'Put the name of your GatewayClass where the Gateway says strangler, or leave the Gateway out and let parentRefs name yours; there, no other HTTPRoutes may take the same hosts.': true,
    'The Gateway reads its certificate from the Secret strangler-tls: kubectl create secret tls strangler-tls --cert … --key ….':
      tls !== null,
    'Shares are dealt request by request: users change sides, and what they stick to does not count.':
      routes.some(({ mode, new: target }) => mode === 'canary' && target !== null),
    'Copies are made, but answers are not compared; bodies of any size are copied, to one Service of the new side.':
      routes.some(({ mode }) => mode === 'shadow'),
    'Copies of less than all requests need Gateway API 1.3 (fraction of RequestMirror).': routes.some(
      ({ mode, shadow }) => mode === 'shadow' && shadow.share > 0 && shadow.share < 100,
    ),
    'Paths with parameters or encoded characters are expressions (RegularExpression), which not all implementations know. They are written for those that compare the whole path and try longer expressions first, such as Envoy Gateway, Istio and Contour.':
      paths.some(text => text.includes('"path":{"type":"RegularExpression"')),
    'Cookies, and headers of any value, are told by expressions (RegularExpression), which not all implementations know.':
      paths.some(text => text.includes('"type":"RegularExpression","name"')),
    'Of a header or cookie that is sent more than once, which value counts is up to the implementation.':
      routes.some(
        ({ match, override }) => match.headers.length + match.cookies.length > 0 || override !== null,
      ),
    'Paths may be normalised before they are compared (`//`, dot segments, encoded letters): that is up to the implementation.':
      routes.length > 0,
    'Timeouts are left out and those of whole answers turned off, because HTTPRoutes have none for the head alone: a download would be cut off.': true,
    'HTTPRoutes of a former export that are not written any more stay until they are deleted: all bear the label app.kubernetes.io/part-of=strangler.': true,
    'Retries are left out.': routes.some(({ retry }) => retry.attempts > 0),
    'Breakers, numbers of connections and limits of heads are left to the implementation, and so is what is told of clients (X-Forwarded-*).': true,
    'Bodies are not limited.': limits.body !== null,
    'Session bridges are left out.': routes.some(
      ({ bridge }) => bridge.request.length + bridge.response.length > 0,
    ),
  }
  return [
    ...Object.entries(notes).flatMap(([note, applies]) => (applies ? [note] : [])),
    ...secure.map(
      ({ name }) =>
        `The upstream ${name} speaks TLS: its Service needs a BackendTLSPolicy, with the name and the CA of its certificate.`,
    ),
    ...routes.flatMap(({ id, match }) => {
      const unknown = match.methods?.filter(method => !knownMethods.has(method)) ?? []
      return unknown.length === 0
        ? []
        : [`${id} does not take ${unknown.join(', ')}: HTTPRoutes do not know it.`]
    }),
  ]
}
