export {
  type Adjacency,
  createAdjacency,
  forEachEdge,
  forEachTarget,
  type NodePair,
  reverseAdjacency,
} from './algorithms/adjacency.js'
export { findComponents } from './algorithms/find-components.js'
export { findCut } from './algorithms/find-cut.js'
export { createPathFinder } from './algorithms/create-path-finder.js'
export { findDistances } from './algorithms/find-distances.js'
export { findShortestPath } from './algorithms/find-shortest-path.js'
export { deriveGraph } from './derive-graph.js'
export { type Coupling, deriveCouplings } from './derive-couplings.js'
export { deriveModuleDependencies } from './derive-module-dependencies.js'
export type { Graph, Module, ModuleDependency } from './graph.js'
export { isOpenTo, isOutward } from './is-outward.js'
