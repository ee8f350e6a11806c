import { ts } from 'ts-morph'
import type { OperationSignature, Parameter } from '../contract.js'
import type { Schema } from '../schema.js'
import type { Json } from '../wire/index.js'
import { readAnswer } from './answer-form.js'
import { readDoc } from './doc-comment.js'
import { inside, type Spot, type TypeReading } from './type-reading.js'

/** One way of calling an operation. */
export function describeSignature(
  signature: ts.Signature,
  spot: Spot,
  reading: TypeReading,
): OperationSignature {
  const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined
  const symbols = signature.getParameters().filter(({ name }) => name !== 'this')
  const callback = findCallback(symbols, reading.checker)
  const parameters = symbols
    .filter(symbol => symbol !== callback?.symbol)
    .map(symbol => describeParameter(symbol, spot, reading))
  const at = inside(spot, '()', declaration?.type ?? null)
  if (callback !== null)
    return {
      parameters,
      answer: 'callback',
      output: describeOptional(callback.answer, inside(spot, '()'), reading),
    }
  const type = reading.checker.getReturnTypeOfSignature(signature)
  if (answersWithItself(declaration, reading.checker)) {
    reading.lose('this', at)
    return { parameters, answer: 'value', output: { kind: 'refused', why: 'function', type: 'this' } }
  }
  const answer = readAnswer(type, at.node, reading)
  if (answer.answer === 'value' || answer.answer === 'iterator') reading.lose('synchronous-answer', at)
  return {
    parameters,
    answer: answer.answer,
    output: describeOptional(answer.type, { ...at, node: answer.node }, reading),
  }
}

/** A chain: seen from outside its type is that of the class. */
function answersWithItself(
  declaration: ts.SignatureDeclaration | undefined,
  checker: ts.TypeChecker,
): boolean {
  const own = declaration === undefined ? undefined : checker.getSignatureFromDeclaration(declaration)
  const type = own?.getReturnType() as { readonly isThisType?: boolean } | undefined
  return type?.isThisType === true
}

function describeOptional(type: ts.Type | null, spot: Spot, reading: TypeReading): Schema {
  return type === null ? { kind: 'bytes', of: 'Buffer' } : reading.describe(type, spot)
}

function describeParameter(symbol: ts.Symbol, spot: Spot, reading: TypeReading): Parameter {
  const declaration = symbol.valueDeclaration
  const parameter = declaration !== undefined && ts.isParameter(declaration) ? declaration : null
  const name = parameter !== null && !ts.isIdentifier(parameter.name) ? 'input' : symbol.name
  const optional = parameter !== null && reading.checker.isOptionalParameter(parameter)
  const at = {
    ...inside(spot, `(${name})`, parameter?.type ?? null),
    declaration: parameter ?? spot.declaration,
  }
  return {
    name,
    schema: reading.describe(reading.checker.getTypeOfSymbol(symbol), at),
    description: readDoc(symbol, reading.checker).description ?? null,
    optional,
    rest: parameter?.dotDotDotToken !== undefined,
    default: readDefault(parameter?.initializer),
  }
}

/** Literals alone; anything else is computed where the operation runs. */
function readDefault(initializer: ts.Expression | undefined): Json {
  if (initializer === undefined) return null
  if (ts.isStringLiteralLike(initializer)) return initializer.text
  if (ts.isNumericLiteral(initializer)) return Number(initializer.text)
  if (initializer.kind === ts.SyntaxKind.TrueKeyword) return true
  if (initializer.kind === ts.SyntaxKind.FalseKeyword) return false
  if (ts.isArrayLiteralExpression(initializer) && initializer.elements.length === 0) return []
  if (ts.isObjectLiteralExpression(initializer) && initializer.properties.length === 0) return {}
  return null
}

interface Callback {
  readonly symbol: ts.Symbol
  readonly answer: ts.Type | null
}

/** The last parameter, called with an error first: what it gets second is the answer. */
function findCallback(symbols: readonly ts.Symbol[], checker: ts.TypeChecker): Callback | null {
  const symbol = symbols.at(-1)
  if (symbol === undefined) return null
  const [call] = checker.getNonNullableType(checker.getTypeOfSymbol(symbol)).getCallSignatures()
  const [error, answer] = call?.getParameters() ?? []
  if (error === undefined || !/^(e|err|error)$/i.test(error.name)) return null
  return { symbol, answer: answer === undefined ? null : checker.getTypeOfSymbol(answer) }
}
