export type { Facts, FileProblem, SourceFile, TableUse, WorkspacePackage } from './facts.js'
export type { SourceTree } from './source-tree.js'
