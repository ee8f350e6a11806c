import type { Node } from 'oxc-parser'
import { propertyName } from '../tables/syntax/expression.js'
import type { Lowering } from './lowering.js'
import type { Pattern } from './outline.js'

const nothing: Pattern = { kind: 'record', entries: [] }

/** What a declaration or parameter binds. */
export function lowerPattern(node: Node, lower: Lowering): Pattern {
  switch (node.type) {
    case 'Identifier':
      return { kind: 'name', name: node.name }
    case 'AssignmentPattern':
      return { kind: 'default', pattern: lower.pattern(node.left), value: lower.expression(node.right) }
    case 'RestElement':
      return { kind: 'rest', pattern: lower.pattern(node.argument) }
    case 'ArrayPattern':
      return { kind: 'list', items: node.elements.map(item => (item === null ? null : lower.pattern(item))) }
    case 'ObjectPattern':
      return {
        kind: 'record',
        entries: node.properties.map(property =>
          property.type === 'Property'
            ? { key: propertyName(property), pattern: lower.pattern(property.value) }
            : { key: null, pattern: lower.pattern(property) },
        ),
      }
    default:
      return nothing
  }
}
