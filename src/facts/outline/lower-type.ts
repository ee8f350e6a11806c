import type { Node } from 'oxc-parser'
import type { TypeName } from './outline.js'

/** The name of an annotated type; of a union or an intersection, the first one that has a name. */
export function lowerType(node: Node | null | undefined): TypeName | null {
  switch (node?.type) {
    case 'TSTypeAnnotation':
      return lowerType(node.typeAnnotation)
    case 'TSTypeReference':
      return lowerType(node.typeName)
    case 'TSQualifiedName':
      return [...(lowerType(node.left) ?? []), node.right.name]
    case 'Identifier':
      return [node.name]
    case 'TSUnionType':
    case 'TSIntersectionType':
      return node.types.map(lowerType).find(name => name !== null) ?? null
    default:
      return null
  }
}

/** The type that is written behind a name that is bound. */
export function annotatedType(pattern: Node): TypeName | null {
  if (pattern.type === 'AssignmentPattern') return annotatedType(pattern.left)
  return 'typeAnnotation' in pattern ? lowerType(pattern.typeAnnotation as Node | null) : null
}
