export { createFacades, type Facades } from './facades.js'
export { type Delivery, type Job, type Module, on, type Subscription } from './module.js'
