export interface ObservedCall {
  readonly module: string
  readonly operation: string
  /** `local`: in this process. `remote`: asked of another one. */
  readonly side: 'local' | 'remote'
}

/** Watches calls without changing them; runs the work in a context whose `traceparent` names its span. */
export interface CallTelemetry {
  readonly observeCall: <T>(call: ObservedCall, work: () => Promise<T>) => Promise<T>
}

export const noCallTelemetry: CallTelemetry = { observeCall: (_, work) => work() }
