export { type Caller, type CallContext, currentContext, runInContext } from './call-context.js'
export { type CallTelemetry, noCallTelemetry, type ObservedCall } from './call-telemetry.js'
export type { CircuitBreakerOptions } from './circuit-breaker.js'
export { instant } from './codecs.js'
export { readContextHeaders, readTraceparent, writeContextHeaders } from './context-headers.js'
export { ContractError } from './contract-error.js'
export {
  type CallOptions,
  type ContractDefinition,
  defineContract,
  type ErrorDefinition,
  type Facade,
  type Implementation,
  type OperationDefinition,
} from './define-contract.js'
export { abortOnDisconnect } from './disconnect.js'
export { fail } from './fail.js'
export { invalidInput } from './invalid-input.js'
export { localFacade } from './local-facade.js'
export { encodeOutput, type InputIssue } from './parse.js'
export { type PlatformErrorCode, platformError, platformErrors } from './platform-errors.js'
export { describeProblem, type Problem, problemMediaType } from './problem.js'
export { type RemoteFacadeOptions, remoteFacade } from './remote-facade.js'
export { type ServeOptions, serveContract } from './serve-contract.js'
export { insideTransaction, openTransaction } from './transaction-mark.js'
