export type { Bus, BusMember, RunningSubscriptions } from './bus.js'
export { type DeadLetter, listDeadLetters, replayDeadLetters } from './dead-letters.js'
export { type BusOptions, createOutboxBus } from './outbox-bus.js'
export type { RetryPolicy } from './retry-policy.js'
