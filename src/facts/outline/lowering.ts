import type { Node } from 'oxc-parser'
import type { Expression, FunctionOutline, Pattern, Statement } from './outline.js'

/** Ways from syntax to outline that call each other: a function holds statements, which hold expressions. */
export interface Lowering {
  readonly lineOf: (node: Node) => number
  readonly expression: (node: Node) => Expression
  readonly pattern: (node: Node) => Pattern
  readonly statements: (nodes: readonly Node[]) => readonly Statement[]
  readonly callable: (node: Node) => FunctionOutline
}
