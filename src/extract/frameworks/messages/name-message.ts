import { ts } from 'ts-morph'
import type { MessageFlow } from '../framework.js'
import type { InstanceDeclaration } from '../survey/declared.js'
import { bareExpression, writtenText } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import { rootParameter } from './root-parameter.js'

/** How a message is named, or the parameter through which callers name it. */
export type NamedMessage =
  | (Pick<MessageFlow, 'message' | 'symbol'> & { readonly kind: 'named' })
  | {
      readonly kind: 'parameter'
      readonly parameter: ts.ParameterDeclaration
      readonly otherwise: NamedMessage
    }

/** The messages of an expression: a text, a class, `X.name`, an instance, several in an array. */
export function nameMessages(survey: Survey, node: ts.Node): readonly NamedMessage[] {
  const bare = bareExpression(node)
  if (ts.isArrayLiteralExpression(bare)) return bare.elements.flatMap(each => nameMessages(survey, each))
  const text = survey.texts.of(bare)
  if (text !== null) return [{ kind: 'named', message: text, symbol: null }]
  const named = classNamed(survey, bare)
  if (named !== null) return [named]
  const parameter = rootParameter(survey, bare)
  const instances = namesOfInstances(survey, namedValue(bare))
  if (parameter === null) return instances.length > 0 ? instances : [unknown(bare)]
  if (instances.length > 0 && !instances.some(each => isOpen(survey, each))) return instances
  return [{ kind: 'parameter', parameter, otherwise: instances[0] ?? unknown(bare) }]
}

type Named = Extract<NamedMessage, { kind: 'named' }>

/** In braces what cannot be told from the code. */
function unknown(node: ts.Node): Named {
  return { kind: 'named', message: `{${writtenText(node)}}`, symbol: null }
}

/** `OrderPlaced`, `OrderPlaced.name`, `new OrderPlaced()`; a symbol that stands for a name. */
function classNamed(survey: Survey, node: ts.Node): Named | null {
  if (ts.isNewExpression(node)) return classNamed(survey, bareExpression(node.expression))
  const declaration = survey.declared.classOf(node)
  if (declaration !== null) return nameOf(survey, declaration)
  if (isNameOf(node)) return classNamed(survey, bareExpression(node.expression))
  const held = survey.declared.of(node)
  if (held === null || !ts.isVariableDeclaration(held) || held.initializer === undefined) return null
  const value = bareExpression(held.initializer)
  const symbol =
    ts.isCallExpression(value) && ts.isIdentifier(value.expression) && value.expression.text === 'Symbol'
  return symbol ? { kind: 'named', message: writtenText(node), symbol: null } : null
}

function isNameOf(node: ts.Node): node is ts.PropertyAccessExpression {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'name'
}

/** `event` of `event.constructor.name`. */
function namedValue(node: ts.Node): ts.Node {
  if (!isNameOf(node)) return node
  const owner = bareExpression(node.expression)
  const constructed = ts.isPropertyAccessExpression(owner) && owner.name.text === 'constructor'
  return constructed ? bareExpression(owner.expression) : node
}

function namesOfInstances(survey: Survey, node: ts.Node): readonly Named[] {
  if (!ts.isExpression(node)) return []
  return survey.declared.instancesOf(node).flatMap(each => nameOf(survey, each) ?? [])
}

function nameOf({ declared }: Survey, declaration: InstanceDeclaration): Named | null {
  const symbol = declared.idOf(declaration)
  const message = declaration.name?.text ?? symbol
  return message === null ? null : { kind: 'named', message, symbol }
}

/** Whether others extend or implement what is named: any of them may be meant. */
function isOpen({ bases }: Survey, { symbol }: Named): boolean {
  return symbol !== null && bases.has(symbol)
}
