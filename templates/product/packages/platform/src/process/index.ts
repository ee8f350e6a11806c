export { onStopSignal } from './on-stop-signal.js'
export { tellFailure } from './tell-failure.js'
