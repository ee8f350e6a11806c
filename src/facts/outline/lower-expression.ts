import type { Node } from 'oxc-parser'
import { memberName, propertyName, unwrapAwait } from '../tables/syntax/expression.js'
import { lowerClass } from './lower-class.js'
import type { Lowering } from './lowering.js'
import type { Entry, Expression } from './outline.js'

const unknown: Expression = { kind: 'unknown' }

export function lowerExpression(wrapped: Node, lower: Lowering): Expression {
  const node = unwrapAwait(wrapped)
  switch (node.type) {
    case 'Literal':
      return lowerLiteral(node)
    case 'TemplateLiteral':
      return lowerTemplate(node, lower)
    case 'Identifier':
      return { kind: 'name', name: node.name }
    case 'ThisExpression':
      return { kind: 'this' }
    case 'Super':
      return { kind: 'super' }
    case 'MetaProperty':
      return { kind: 'import-meta' }
    case 'MemberExpression':
      return lowerMember(node, lower)
    case 'CallExpression':
    case 'NewExpression':
      return lowerCall(node, lower)
    case 'ImportExpression':
      return { kind: 'load', specifier: lower.expression(node.source), line: lower.lineOf(node) }
    case 'ArrayExpression':
      return {
        kind: 'list',
        items: node.elements.map(item => (item === null ? unknown : lower.expression(item))),
      }
    case 'ObjectExpression':
      return { kind: 'record', entries: node.properties.map(property => lowerEntry(property, lower)) }
    case 'SpreadElement':
      return { kind: 'spread', of: lower.expression(node.argument) }
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return { kind: 'function', function: lower.callable(node) }
    case 'ClassExpression':
    case 'ClassDeclaration':
      return { kind: 'class', class: lowerClass(node, lower) }
    default:
      return lowerOperation(node, lower)
  }
}

function lowerOperation(node: Node, lower: Lowering): Expression {
  switch (node.type) {
    case 'BinaryExpression':
      if (node.operator !== '+') return unknown
      return { kind: 'joined', parts: [lower.expression(node.left), lower.expression(node.right)] }
    case 'ConditionalExpression':
      return {
        kind: 'choice',
        options: [lower.expression(node.consequent), lower.expression(node.alternate)],
      }
    case 'LogicalExpression':
      if (node.operator === '&&') return lower.expression(node.right)
      return { kind: 'choice', options: [lower.expression(node.left), lower.expression(node.right)] }
    case 'AssignmentExpression':
      return {
        kind: 'assign',
        target: node.operator === '+=' ? unknown : lower.expression(node.left),
        value: lower.expression(node.right),
      }
    case 'SequenceExpression':
      return { kind: 'sequence', items: node.expressions.map(lower.expression) }
    case 'UnaryExpression':
      // `void start()`, `!await start()`
      return { kind: 'sequence', items: [lower.expression(node.argument), unknown] }
    case 'YieldExpression':
      return node.argument === null ? unknown : lower.expression(node.argument)
    default:
      return unknown
  }
}

function lowerLiteral(node: Extract<Node, { type: 'Literal' }>): Expression {
  const { value } = node
  if (typeof value === 'string') return { kind: 'text', value }
  if ('regex' in node && node.regex !== undefined) return { kind: 'regexp' }
  return typeof value === 'bigint' || value instanceof RegExp ? unknown : { kind: 'constant', value }
}

function lowerTemplate(node: Extract<Node, { type: 'TemplateLiteral' }>, lower: Lowering): Expression {
  const parts = node.quasis.flatMap(({ value }, at): Expression[] => {
    const expression = node.expressions[at]
    const text: Expression = { kind: 'text', value: value.cooked ?? value.raw }
    return expression === undefined ? [text] : [text, lower.expression(expression)]
  })
  return { kind: 'joined', parts }
}

function lowerMember(node: Extract<Node, { type: 'MemberExpression' }>, lower: Lowering): Expression {
  const { property } = node
  const named = memberName(node)
  const name: Expression = named === null ? lower.expression(property) : { kind: 'text', value: named }
  return { kind: 'member', of: lower.expression(node.object), name }
}

function lowerCall(
  node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>,
  lower: Lowering,
): Expression {
  const callee = unwrapAwait(node.callee)
  const [first] = node.arguments
  // The place of a chained call is that of the method's name.
  const line = lower.lineOf(callee.type === 'MemberExpression' ? callee.property : node)
  if (callee.type === 'Identifier' && callee.name === 'require' && first !== undefined) {
    return { kind: 'load', specifier: lower.expression(first), line }
  }
  const made = node.type === 'NewExpression'
  return {
    kind: 'call',
    callee: lower.expression(callee),
    args: node.arguments.map(lower.expression),
    made,
    line,
  }
}

function lowerEntry(
  property: Extract<Node, { type: 'ObjectExpression' }>['properties'][number],
  lower: Lowering,
): Entry {
  if (property.type !== 'Property') return { spread: lower.expression(property.argument) }
  const name = propertyName(property)
  const key: Expression = name === null ? lower.expression(property.key) : { kind: 'text', value: name }
  return { key, value: property.kind === 'init' ? lower.expression(property.value) : unknown }
}
