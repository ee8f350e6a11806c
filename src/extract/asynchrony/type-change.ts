import { ts } from 'ts-morph'
import { type CallGraph, isFunction, isGenerator, type Scope } from '../calls/index.js'
import { answersLater } from './answers-later.js'
import type { TypeChange } from './asynchrony.js'

/** How the declared type of a function changes; null where nothing does. */
export function describeTypeChange(scope: Scope, { program }: CallGraph): TypeChange | null {
  if (!isFunction(scope) || ts.isConstructorDeclaration(scope) || ts.isSetAccessor(scope)) return null
  if (answersLater(scope, program.checker)) return null
  const declared = scope.type ?? typeOfHolder(scope)
  if (declared !== undefined) return annotated(declared, program.placeOf(declared))
  const signature = program.checker.getSignatureFromDeclaration(scope)
  const answer = signature === undefined ? null : program.checker.getReturnTypeOfSignature(signature)
  const text = answer === null ? 'unknown' : program.checker.typeToString(answer)
  return { from: null, to: later(text, isGenerator(scope)), place: program.placeOf(scope) }
}

/** How a declaration without a body changes: a member of an interface, an abstract member, an overload. */
export function describeDeclaration(node: ts.Node, { program }: CallGraph): TypeChange | null {
  if (isFunction(node) && node.body !== undefined) return null
  const type = ts.isFunctionLike(node) || ts.isPropertySignature(node) ? node.type : undefined
  if (type === undefined) return null
  const answer = ts.isFunctionTypeNode(type) ? type.type : type
  return isLater(answer.getText()) ? null : annotated(answer, program.placeOf(node))
}

/** `load: (id: string) => User` of what a function value is assigned to. */
function typeOfHolder({ parent }: ts.Node): ts.TypeNode | undefined {
  const holds = ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)
  if (!holds || parent.type === undefined) return undefined
  return ts.isFunctionTypeNode(parent.type) ? parent.type.type : parent.type
}

function annotated(type: ts.TypeNode, place: TypeChange['place']): TypeChange | null {
  const text = type.getText().replace(/\s+/g, ' ')
  if (isLater(text)) return null
  return {
    from: text,
    to: ts.isTypePredicateNode(type) ? 'Promise<boolean>' : later(text, isIterator(text)),
    place,
  }
}

function isLater(text: string): boolean {
  return /^(?:Promise|PromiseLike|AsyncGenerator|AsyncIterable|AsyncIterableIterator)\b/.test(text)
}

function isIterator(text: string): boolean {
  return /^(?:Generator|Iterable|IterableIterator|Iterator)\b/.test(text)
}

function later(text: string, iterates: boolean): string {
  return iterates ? `Async${text}` : `Promise<${text}>`
}
