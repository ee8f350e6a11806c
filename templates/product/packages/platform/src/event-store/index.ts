export {
  type Aggregate,
  type AggregateDefinition,
  defineAggregate,
  type EventKind,
  type EventOf,
} from './aggregate.js'
export { appendEvents, type Loaded, loadAggregate, StreamConflict } from './event-store.js'
export { eventStoreTables } from './event-store-tables.js'
export { type Projection, projectEvents, rebuildProjection } from './projections.js'
export { readHistory, type StoredEvent } from './read-events.js'
