export { ruleCatalogue } from './catalogue.js'
export { type CheckOutcome, type CheckRequest, check } from './check.js'
export type { CheckResult, Verdict } from './check-result.js'
export {
  defineRule,
  type FindOwn,
  type OwnReport,
  type OwnRuleContext,
  type OwnRuleDefinition,
} from './define-rule.js'
export { type Inspection, type InspectRequest, inspect } from './inspect.js'
export * from './ratchet/index.js'
export type { OptionSchema, Plant, Rule, RuleContext } from './rule.js'
export { rules } from './rules/index.js'
export { type SelfTestRequest, selfTest } from './self-test.js'
export type { Planted, SelfTestResult, Skipped } from './self-test-result.js'
