export { type PublishOptions, publish } from './publish.js'
export {
  followOutboxes,
  type OutboxFollower,
  type OutboxFollowers,
  type PlacedEvent,
} from './follow-outboxes.js'
