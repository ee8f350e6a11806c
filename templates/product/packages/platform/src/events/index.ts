export { defineEvent, type EventDefinition, type EventEnvelope } from './define-event.js'
export { type AsyncapiOptions, renderAsyncapi } from './render-asyncapi.js'
