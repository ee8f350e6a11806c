import type { CallExpression, Expression, Node } from 'oxc-parser'
import type { Form } from '../../kernel/dependency.js'
import type { RawSite } from './site-collector.js'
import { constantString } from './template-specifier.js'
import type { TreeContext } from './tree-sites.js'

/** `require('x')`, `require.resolve('x')`, and the same through an alias made by `createRequire`. */
export function requireSite(call: CallExpression, parent: Node | null, context: TreeContext): RawSite | null {
  const form = formOf(call.callee, context)
  if (form === null) return null
  const [argument] = call.arguments
  const specifier =
    argument === undefined || argument.type === 'SpreadElement' ? null : constantString(argument)
  if (specifier === null || specifier === '') return null
  return {
    specifier,
    form,
    kind: 'value',
    offset: call.start,
    symbols: form === 'require-resolve' ? [] : taken(call, parent),
  }
}

function formOf(callee: Expression, { aliases, factories }: TreeContext): Form | null {
  switch (callee.type) {
    case 'Identifier':
      if (aliases.has(callee.name)) return 'create-require'
      return callee.name === 'require' ? 'require' : null
    case 'CallExpression':
      return factories.has(lastName(callee.callee)) ? 'create-require' : null
    case 'MemberExpression': {
      const isRequire =
        callee.object.type === 'Identifier' &&
        (callee.object.name === 'require' || aliases.has(callee.object.name))
      if (isRequire && lastName(callee) === 'resolve') return 'require-resolve'
      // `module.require('x')`
      return callee.object.type === 'Identifier' &&
        callee.object.name === 'module' &&
        lastName(callee) === 'require'
        ? 'require'
        : null
    }
    default:
      return null
  }
}

function lastName(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name
  const named =
    callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier'
  return named ? (callee.property as { name: string }).name : ''
}

/** Names taken from the required module where the parent shows them: `require('x').a`, `const { a } = require('x')`. */
function taken(call: CallExpression, parent: Node | null): string[] {
  if (parent?.type === 'MemberExpression' && parent.object === call && !parent.computed) {
    return parent.property.type === 'Identifier' ? [parent.property.name] : ['*']
  }
  if (parent?.type === 'VariableDeclarator' && parent.init === call && parent.id.type === 'ObjectPattern') {
    const names = parent.id.properties.map(property =>
      property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
        ? property.key.name
        : '*',
    )
    return names.length === 0 ? ['*'] : names
  }
  return parent?.type === 'ExpressionStatement' ? [] : ['*']
}
