export { defineEvent, type EventDefinition, type EventEnvelope } from './define-event.js'
