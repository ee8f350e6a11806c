export { tellFailure } from './tell-failure.js'
