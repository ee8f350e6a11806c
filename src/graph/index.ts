export {
  type Adjacency,
  createAdjacency,
  findEdge,
  forEachEdge,
  forEachTarget,
  type NodePair,
  reverseAdjacency,
} from './algorithms/adjacency.js'
export { type Components, findComponents } from './algorithms/find-components.js'
export { type Cut, findCut } from './algorithms/find-cut.js'
export { createPathFinder, type PathFinder } from './algorithms/create-path-finder.js'
export { findDistances } from './algorithms/find-distances.js'
export { findShortestPath } from './algorithms/find-shortest-path.js'
export { type DerivedGraph, deriveGraph } from './derive-graph.js'
export { type Coupling, deriveCouplings } from './derive-couplings.js'
export { deriveModuleDependencies, type ModuleDependencyOptions } from './derive-module-dependencies.js'
export type { Graph, Module, ModuleDependency } from './graph.js'
