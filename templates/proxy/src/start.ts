export type { GatewayHooks, GatewayRequest } from './engine/gateway-hooks.js'
export {
  InvalidConfig,
  type ProxyEvent,
  type ProxyStart,
  type RunningProxy,
  startProxy,
} from './engine/start-proxy.js'
export type { AnswerTap, OwnAnswer, Passage, Refusal, Reply, Verdict } from './http/hooks.js'
export { cookieValues, headerValues } from './routing/request-values.js'
