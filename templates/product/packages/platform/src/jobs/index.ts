export type { JobTelemetry, ObservedJob } from './job-telemetry.js'
export { type JobOptions, type RunningJobs, startJobs } from './start-jobs.js'
