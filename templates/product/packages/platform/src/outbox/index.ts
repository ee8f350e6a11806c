export { type PublishOptions, publish } from './publish.js'
