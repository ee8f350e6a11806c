export interface ObservedJob {
  readonly module: string
  readonly job: string
}

/** Watches runs of jobs without changing them; runs the work in a context whose `traceparent` names its span. */
export interface JobTelemetry {
  readonly observeJob: <T>(job: ObservedJob, work: () => Promise<T>) => Promise<T>
}

export const noJobTelemetry: JobTelemetry = { observeJob: (_, work) => work() }
