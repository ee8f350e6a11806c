import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { memberName, propertyName } from '../syntax/expression.js'

/** The names of a value that an expression makes. */
export interface MadeNames {
  readonly local: string | null
  readonly exported: readonly string[]
  /** Where to point to; null for a value without a name of its own. */
  readonly start: number | null
}

/** `const User = …`, `export default …`, `module.exports = …`, `exports.User = …`, `db.User = …`. */
export function namesOfMade(node: Node, file: FileContext): MadeNames {
  let child = node
  for (const parent of file.ancestors.toReversed()) {
    switch (parent.type) {
      case 'VariableDeclarator': {
        if (parent.id.type !== 'Identifier') return unnamed
        const { name, start } = parent.id
        return { local: name, exported: file.exported.get(name) ?? [], start }
      }
      case 'ExportDefaultDeclaration':
        return { ...unnamed, exported: ['default'] }
      case 'AssignmentExpression':
        return parent.right === child ? namesOfTarget(parent.left, file) : unnamed
      case 'Property':
        return { ...unnamed, exported: isExports(file) ? [propertyName(parent) ?? 'default'] : [] }
      case 'LogicalExpression':
      case 'ConditionalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'ParenthesizedExpression':
        break
      default:
        return unnamed
    }
    child = parent
  }
  return unnamed
}

const unnamed: MadeNames = { local: null, exported: [], start: null }

function namesOfTarget(target: Node, file: FileContext): MadeNames {
  if (target.type === 'Identifier') {
    return { local: target.name, exported: file.exported.get(target.name) ?? [], start: target.start }
  }
  const name = memberName(target)
  if (target.type !== 'MemberExpression' || name === null) return unnamed
  const { object } = target
  const isModule = object.type === 'Identifier' && object.name === 'module' && name === 'exports'
  if (isModule) return { ...unnamed, exported: ['default'] }
  const isExport =
    (object.type === 'Identifier' && object.name === 'exports') || memberName(object) === 'exports'
  return isExport ? { ...unnamed, exported: [name], start: target.property.start } : unnamed
}

/** Whether the object around is `module.exports = { … }`. */
function isExports(file: FileContext): boolean {
  const assigned = file.ancestors.find(({ type }) => type === 'AssignmentExpression')
  return assigned?.type === 'AssignmentExpression' && memberName(assigned.left) === 'exports'
}
