export { createLogger, type LoggerOptions } from './logger.js'
export { createMetrics, type Metrics } from './metrics.js'
export { createTelemetry, type Telemetry } from './telemetry.js'
export { createTracing, type SpanDescription, type Tracing, type TracingOptions } from './tracing.js'
