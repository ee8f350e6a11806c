export { type Delivery, type Job, type Module, on, type Subscription } from './module.js'
