import type { Class, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { refOfName } from '../model/model-ref.js'
import { argumentAt, lastName, propertyName, propertyValue, unwrap } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import type { TableRelation } from '../table-site.js'

/** Deeper than any document that people describe. */
const depthLimit = 8

export type SchemaCall = Extract<Node, { type: 'NewExpression' | 'CallExpression' }>

/** Fields with `ref`, however deep: `{ author: { type: ObjectId, ref: 'User' } }`. */
export function relationsOfSchema(schema: SchemaCall, file: FileContext): readonly TableRelation[] {
  const shape = argumentAt(schema, 0)
  if (shape?.type !== 'ObjectExpression') return []
  return shape.properties.flatMap(property => {
    const name = property.type === 'Property' ? propertyName(property) : null
    return name === null || property.type !== 'Property'
      ? []
      : refsIn(property.value, name, { file, depth: 0 })
  })
}

/** Properties with `@Prop({ ref: User.name })`. */
export function relationsOfClass(node: Class, file: FileContext): readonly TableRelation[] {
  return node.body.body.flatMap(member => {
    const name = member.type === 'PropertyDefinition' ? propertyName(member) : null
    if (member.type !== 'PropertyDefinition' || name === null) return []
    return member.decorators.flatMap(({ expression }) => {
      const isProp = expression.type === 'CallExpression' && lastName(expression) === 'Prop'
      const options = isProp ? argumentAt(expression, 0) : null
      return options === null ? [] : refsIn(options, name, { file, depth: 0 })
    })
  })
}

/** The collection that the options of a schema name. */
export function collectionOf(schema: SchemaCall, file: FileContext): string | null {
  const options = argumentAt(schema, 1)
  const given = options?.type === 'ObjectExpression' ? propertyValue(options, 'collection') : null
  return given === null ? null : deriveText(given, file.scopes)
}

function refsIn(
  value: Node,
  name: string,
  { file, depth }: { readonly file: FileContext; readonly depth: number },
): readonly TableRelation[] {
  const inner = unwrap(value)
  const below = (node: Node) => refsIn(node, name, { file, depth: depth + 1 })
  if (depth > depthLimit) return []
  if (inner.type === 'ArrayExpression') {
    return inner.elements.flatMap(item => (item === null || item.type === 'SpreadElement' ? [] : below(item)))
  }
  if (inner.type !== 'ObjectExpression') return []
  return inner.properties.flatMap(property => {
    if (property.type !== 'Property') return []
    if (propertyName(property) !== 'ref') return below(property.value)
    const target = refOfName(unwrap(property.value), file)
    if (target === null) return []
    return [{ ...file.placeAt(property.start), name, target, side: 'holds' as const, label: null }]
  })
}
