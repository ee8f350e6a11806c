export { commentMarker } from './check/comment-marker.js'
export {
  type CheckFormat,
  checkFormats,
  type GraphFormat,
  type GraphLevel,
  graphFormats,
  graphLevels,
} from './formats.js'
export { type CheckOptions, renderCheck, renderStepSummary } from './render-check.js'
export { type GraphOptions, renderGraph } from './render-graph.js'
export { type ProblemOptions, renderProblems } from './render-problems.js'
export { type RefusalOptions, renderRefusal } from './render-refusal.js'
