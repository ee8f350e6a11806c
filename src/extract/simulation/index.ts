export { deriveRebuiltClasses } from './rebuilt-classes.js'
export * from './request.js'
export { simulate } from './simulate.js'
export * from './simulation.js'
