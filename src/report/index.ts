export { commentMarker } from './check/comment-marker.js'
export {
  type CheckFormat,
  checkFormats,
  type GraphFormat,
  type GraphLevel,
} from './formats.js'
export { type CheckOptions, renderCheck, renderStepSummary } from './render-check.js'
export { renderGraph } from './render-graph.js'
export { renderProblems } from './render-problems.js'
export { renderRefusal } from './render-refusal.js'
