export { checkTogether, ConfigurationError, type ConfigurationProblem } from './configuration-error.js'
export { type EmbeddedPart, refuseEmbeddedInProduction } from './embedded-parts.js'
export { type Environment, readEnvironment } from './read-environment.js'
export { readSecret, type SecretRequest } from './read-secret.js'
