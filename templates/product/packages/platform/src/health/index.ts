export { type CheckResult, createHealth, type Health, type HealthCheck, type Readiness } from './health.js'
export {
  type OperationsServer,
  type OperationsServerOptions,
  startOperationsServer,
} from './operations-server.js'
