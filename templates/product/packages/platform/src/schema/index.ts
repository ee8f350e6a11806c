export { coerceText } from './coerce-text.js'
export {
  collectSchemas,
  deriveJsonSchema,
  hasOneWayTransform,
  type JsonSchema,
  type NamedSchemas,
} from './json-schema.js'
export { findField, isVoid, readDefinition } from './read-definition.js'
