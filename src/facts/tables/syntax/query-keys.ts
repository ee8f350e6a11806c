import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import type { QueryKey } from '../table-site.js'
import { argumentAt, propertyName, unwrap } from './expression.js'

/** Deeper than any query that people write; ends constants that contain themselves. */
const depthLimit = 24

/** The keys of the object given to an ORM, through constants, spreads and conditions of the same file. */
export function deriveQueryKeys(node: Node | null, file: FileContext, depth = 0): readonly QueryKey[] {
  if (node === null || depth > depthLimit) return []
  const inner = unwrap(node)
  const below = (child: Node) => deriveQueryKeys(child, file, depth + 1)
  switch (inner.type) {
    case 'ObjectExpression':
      return inner.properties.flatMap(property => {
        if (property.type !== 'Property') return below(property.argument)
        const name = propertyName(property)
        if (name === null || isSwitchedOff(property.value)) return []
        return [{ ...file.placeAt(property.start), name, keys: below(property.value) }]
      })
    case 'ArrayExpression':
      return inner.elements.flatMap(element =>
        element === null || element.type === 'SpreadElement'
          ? []
          : (relationPath(element, file) ?? below(element)),
      )
    case 'ConditionalExpression':
      return [...below(inner.consequent), ...below(inner.alternate)]
    case 'LogicalExpression':
      return [...below(inner.left), ...below(inner.right)]
    case 'Identifier': {
      const binding = file.scopes.lookup(inner.name)
      const isConstant = binding?.kind === 'variable' && binding.path.length === 0 && binding.init !== null
      return isConstant ? below(binding.init) : []
    }
    case 'CallExpression':
      return isValidator(inner) ? deriveQueryKeys(argumentAt(inner, 0), file, depth + 1) : []
    default:
      return []
  }
}

function isSwitchedOff(value: Node): boolean {
  return value.type === 'Literal' && value.value === false
}

/** `'order.lines'` in a list of relations: a key within a key. */
function relationPath(element: Node, file: FileContext): readonly QueryKey[] | null {
  if (element.type !== 'Literal' || typeof element.value !== 'string') return null
  const place = file.placeAt(element.start)
  return element.value
    .split('.')
    .reduceRight<readonly QueryKey[]>((keys, name) => [{ ...place, name, keys }], [])
}

/** `Prisma.validator<Prisma.UserSelect>()({ … })`. */
export function isValidator(call: Extract<Node, { type: 'CallExpression' }>): boolean {
  const maker = unwrap(call.callee)
  if (maker.type !== 'CallExpression') return false
  const callee = unwrap(maker.callee)
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'validator'
  )
}
