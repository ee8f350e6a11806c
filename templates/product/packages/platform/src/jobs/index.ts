export { type JobOptions, type RunningJobs, startJobs } from './start-jobs.js'
