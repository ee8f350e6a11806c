import type { Node } from 'oxc-parser'
import { parseSource } from '../parse/parse-source.js'
import { createLocator } from '../sites/locator.js'
import { lowerExpression } from './lower-expression.js'
import { lowerPattern } from './lower-pattern.js'
import { lowerStatements } from './lower-statement.js'
import { annotatedType } from './lower-type.js'
import type { Lowering } from './lowering.js'
import type { FunctionOutline, Outline, Parameter } from './outline.js'

/** The outline of one file: one parse, one pass over the tree. */
export function outlineFile(path: string, bytes: Buffer): Outline {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const parsed = parseSource(path, text, Buffer.from(text))
  const locate = createLocator(text)
  const error = parsed.errors.find(({ severity }) => severity === 'Error')
  const { body } = parsed.program(null)
  if (error !== undefined && body.length === 0) {
    const { line } = locate(error.labels[0]?.start ?? 0)
    return { statements: [], problem: { message: error.message, line } }
  }
  const lower: Lowering = {
    lineOf: node => locate(node.start).line,
    expression: node => lowerExpression(node, lower),
    pattern: node => lowerPattern(node, lower),
    statements: nodes => lowerStatements(nodes, lower),
    callable: node => lowerFunction(node, lower),
  }
  return { statements: lower.statements(body), problem: null }
}

type Callable = Extract<
  Node,
  { type: 'FunctionExpression' | 'FunctionDeclaration' | 'ArrowFunctionExpression' }
>

function lowerFunction(node: Node, lower: Lowering): FunctionOutline {
  const { params, body } = node as Callable
  return {
    parameters: params.map(param => lowerParameter(param, lower)),
    body: lowerBody(body, lower),
    line: lower.lineOf(node),
  }
}

function lowerBody(body: Callable['body'], lower: Lowering): FunctionOutline['body'] {
  if (body === null) return []
  if (body.type === 'BlockStatement') return lower.statements(body.body)
  return [{ kind: 'return', value: lower.expression(body) }]
}

function lowerParameter(param: Node, lower: Lowering): Parameter {
  const field = param.type === 'TSParameterProperty'
  const pattern: Node = field ? param.parameter : param
  return { pattern: lower.pattern(pattern), type: annotatedType(pattern), field }
}
