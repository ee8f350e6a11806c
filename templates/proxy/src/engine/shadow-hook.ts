import type { Upstream } from '../config/model.js'
import type { Decision, RequestHead } from '../http/exchange.js'
import type { AnswerTap, ExchangeTaps } from '../http/hooks.js'
import { replacePrefix } from '../http/request-target.js'
import type { Standing } from '../routing/choose-side.js'
import { createCapture, type Shadow, type Tap } from '../shadow/index.js'

export interface ShadowHookOptions {
  readonly shadow: Shadow
  readonly upstreams: ReadonlyMap<string, Upstream>
  readonly standingOf: (route: NonNullable<Decision['route']>) => Standing
}

/** Lets the copies of a request listen in while the old side serves it, for routes in mode `shadow`. */
export function createShadowHook({ shadow, upstreams, standingOf }: ShadowHookOptions) {
  return (head: RequestHead, { route, side }: Decision): ExchangeTaps | null => {
    if (route === null || route.new === null || side !== 'legacy') return null
    const { mode, killed } = standingOf(route)
    if (killed || mode !== 'shadow') return null
    const tap = shadow.open({
      route: route.id,
      method: head.method,
      url: head.url,
      rawHeaders: head.rawHeaders,
      settings: route.shadow,
      noise: route.compare.noise,
      system: wanted => upstreams.get((wanted === 'new' ? route.new : route.legacy) ?? '') ?? null,
      target: wanted => {
        const upstream = upstreams.get((wanted === 'new' ? route.new : route.legacy) ?? '')
        const origin = upstream?.origins[Math.floor(Math.random() * upstream.origins.length)]
        if (upstream === undefined || origin === undefined) return null
        const { rewrite } = route
        const path =
          wanted === 'new' && rewrite !== null
            ? replacePrefix(head.url, rewrite.strip, rewrite.add)
            : head.url
        const { ca, serverName } = upstream
        return {
          origin,
          path,
          rawHeaders: withHost(head, upstream.host ?? (head.host === '' ? new URL(origin).host : head.host)),
          tls: { ca, serverName },
        }
      },
    })
    return tap === null ? null : { request: tap, answer: captureFor(tap) }
  }
}

function withHost({ rawHeaders }: RequestHead, host: string): readonly string[] {
  const headers = ['Host', host]
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() !== 'host') headers.push(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  }
  return headers
}

/** Keeps the answer for the client, as far as it is worth comparing, and hands it over when it is whole. */
function captureFor(tap: Tap): AnswerTap {
  const capture = createCapture(tap.answerLimit)
  return {
    onHead: capture.onHead,
    onChunk: capture.onChunk,
    onEnd: () => {
      tap.onAnswer(capture.finish())
      capture.free()
    },
    onAbort: () => {
      capture.free()
      tap.onAnswer(null)
    },
  }
}
