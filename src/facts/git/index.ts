export { findMergeBase } from './find-merge-base.js'
export { findRenames } from './find-renames.js'
export { lastCommitOf } from './last-commit-of.js'
export { openCommitTree } from './open-commit-tree.js'
