import type { Node } from 'oxc-parser'
import { memberName } from '../tables/syntax/expression.js'
import { annotatedType } from './lower-type.js'
import { lowerExport, lowerImport } from './lower-module.js'
import type { Lowering } from './lowering.js'
import type { Expression, Statement } from './outline.js'

type Loop = Extract<Statement, { kind: 'loop' }>

/** Functions are known before the statements around them run. */
export function lowerStatements(nodes: readonly Node[], lower: Lowering): readonly Statement[] {
  const isFunction = (node: Node) =>
    node.type === 'FunctionDeclaration' ||
    (node.type === 'ExportNamedDeclaration' && node.declaration?.type === 'FunctionDeclaration') ||
    (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'FunctionDeclaration')
  const first = nodes.filter(node => node.type === 'ImportDeclaration' || isFunction(node))
  const others = nodes.filter(node => node.type !== 'ImportDeclaration' && !isFunction(node))
  return [...first, ...others].flatMap(node => lowerStatement(node, lower))
}

function lowerStatement(node: Node, lower: Lowering): readonly Statement[] {
  const body = (inner: Node | null) => (inner === null ? [] : lower.statements(statementsOf(inner)))
  switch (node.type) {
    case 'ExpressionStatement':
      return [{ kind: 'run', expression: lower.expression(node.expression) }]
    case 'ReturnStatement':
      return [{ kind: 'return', value: node.argument === null ? null : lower.expression(node.argument) }]
    case 'VariableDeclaration':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return lowerDeclaration(node, lower)
    case 'BlockStatement':
      return [{ kind: 'block', body: lower.statements(node.body) }]
    case 'LabeledStatement':
      return body(node.body)
    case 'IfStatement':
      return [{ kind: 'branch', ways: [body(node.consequent), body(node.alternate)] }]
    case 'SwitchStatement':
      return [{ kind: 'branch', ways: node.cases.map(({ consequent }) => lower.statements(consequent)) }]
    case 'TryStatement':
      return [
        { kind: 'block', body: body(node.block) },
        { kind: 'branch', ways: [body(node.handler?.body ?? null)] },
        { kind: 'block', body: body(node.finalizer) },
      ]
    case 'ForOfStatement':
    case 'ForInStatement':
      return [lowerLoop(node, lower)]
    case 'ForStatement':
      return [{ kind: 'loop', each: lowerCount(node, lower), body: body(node.body) }]
    case 'WhileStatement':
    case 'DoWhileStatement':
      return [{ kind: 'loop', each: null, body: body(node.body) }]
    default:
      return lowerImport(node) ?? lowerExport(node, lower)
  }
}

function statementsOf(node: Node): readonly Node[] {
  return node.type === 'BlockStatement' ? node.body : [node]
}

function lowerLoop(
  node: Extract<Node, { type: 'ForOfStatement' | 'ForInStatement' }>,
  lower: Lowering,
): Statement {
  const { left } = node
  const bound = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
  const over = lower.expression(node.right)
  const by = node.type === 'ForOfStatement' ? 'value' : 'key'
  return {
    kind: 'loop',
    each: bound === undefined ? null : { pattern: lower.pattern(bound), over, by },
    body: lower.statements(statementsOf(node.body)),
  }
}

/** `for (let at = 0; at < list.length; at++)` goes through the keys of a list. */
function lowerCount({ init, test }: Extract<Node, { type: 'ForStatement' }>, lower: Lowering): Loop['each'] {
  if (init?.type !== 'VariableDeclaration' || test?.type !== 'BinaryExpression') return null
  const [counter] = init.declarations
  const { right: end } = test
  if (counter === undefined || end.type !== 'MemberExpression' || memberName(end) !== 'length') return null
  return { pattern: lower.pattern(counter.id), over: lower.expression(end.object), by: 'key' }
}

function lowerDeclaration(node: Node, lower: Lowering): readonly Statement[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.map(({ id, init }) => ({
        kind: 'declare',
        pattern: lower.pattern(id),
        value: init === null ? null : lower.expression(init),
        type: annotatedType(id),
      }))
    case 'TSEnumDeclaration':
      return [declareAs(node.id.name, lowerEnum(node, lower))]
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id === null ? [] : [declareAs(node.id.name, lower.expression(node))]
    default:
      return []
  }
}

function declareAs(name: string, value: Expression): Statement {
  return { kind: 'declare', pattern: { kind: 'name', name }, value, type: null }
}

function lowerEnum(node: Extract<Node, { type: 'TSEnumDeclaration' }>, lower: Lowering): Expression {
  const entries = node.body.members.map(({ id, initializer }) => ({
    key: {
      kind: 'text' as const,
      value: id.type === 'Identifier' ? id.name : 'value' in id ? String(id.value) : '',
    },
    value: initializer === null ? ({ kind: 'unknown' } as const) : lower.expression(initializer),
  }))
  return { kind: 'record', entries }
}
