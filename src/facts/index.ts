export type { Facts, FileProblem, SourceFile, TableUse, WorkspacePackage } from './facts.js'
export type { SourceTree } from './source-tree.js'
export { overlayTree } from './tree/overlay-tree.js'
export { openWorkingTree } from './tree/working-tree.js'
