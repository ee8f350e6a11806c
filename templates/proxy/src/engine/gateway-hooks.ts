import type { Route } from '../config/model.js'
import type { AskedRequest, ProxyHooks, Verdict } from '../http/hooks.js'

/** A request that waits for the verdict of a gateway. */
export interface GatewayRequest extends AskedRequest {
  /** What it matches before the gateway has added anything; null where nothing does. Its `settings` are for hooks. */
  readonly route: Route | null
}

/** What makes a proxy a gateway. Each is optional, and costs nothing when it is left out. */
export interface GatewayHooks
  extends Pick<ProxyHooks, 'reserved' | 'request' | 'answer' | 'onOutcome' | 'onOwnAnswer'> {
  /** Authentication, rate limits, own answers. Runs before routing; a body waits until it has answered. */
  readonly before?: (request: GatewayRequest) => Verdict | Promise<Verdict>
}
