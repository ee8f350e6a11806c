export type * from './config/model.js'
export { type ParsedConfig, parseConfig } from './config/parse-config.js'
export type * from './http/exchange.js'
export {
  type Candidate,
  type ExplainedWinner,
  explainRoute,
  type RouteExplanation,
} from './routing/explain-route.js'
export type { RouteCondition } from './routing/route-conditions.js'
export { comparePrecedence } from './routing/precedence.js'
export { createRouteTable, type RouteTable } from './routing/route-table.js'
export type * from './state/state.js'
