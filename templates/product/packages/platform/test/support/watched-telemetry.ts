import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { createTelemetry, type Telemetry } from '../../src/telemetry/index.js'

export interface WatchedTelemetry {
  readonly telemetry: Telemetry
  /** Complete once the telemetry is closed. */
  readonly spans: readonly ReadableSpan[]
  readonly lines: readonly Record<string, unknown>[]
  /** The groups of all matches in what Prometheus would read. */
  readonly readAll: (pattern: RegExp) => Promise<readonly (readonly string[])[]>
  /** The first group of the first match; null for none. */
  readonly readNumber: (pattern: RegExp) => Promise<number | null>
}

/** Keeps what it exported though it was shut down, for that is when all of it is there. */
class KeptSpans extends InMemorySpanExporter {
  readonly kept: ReadableSpan[] = []
  override export(...[spans, done]: Parameters<InMemorySpanExporter['export']>) {
    this.kept.push(...spans)
    super.export(spans, done)
  }
}

export function createWatchedTelemetry(): WatchedTelemetry {
  const exporter = new KeptSpans()
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const telemetry = createTelemetry({ service: 'test', level: 'debug', destination, exporter })
  return {
    telemetry,
    spans: exporter.kept,
    lines,
    readAll: async pattern => {
      const text = await telemetry.metrics.registry.metrics()
      return [...text.matchAll(pattern)].map(([, ...groups]) => groups)
    },
    readNumber: async pattern => {
      const [, found] = pattern.exec(await telemetry.metrics.registry.metrics()) ?? []
      return found === undefined ? null : Number(found)
    },
  }
}
