import { ts } from 'ts-morph'
import { isAsync, isFunction, isGenerator, type Scope } from '../calls/index.js'
import { isPromise } from './receive-by-type.js'

/** Whether a function that is not marked `async` returns a promise all the same: its users wait already. */
export function answersLater(scope: Scope, checker: ts.TypeChecker): boolean {
  if (!isFunction(scope) || isAsync(scope) || isGenerator(scope) || ts.isAccessor(scope)) return false
  if (ts.isConstructorDeclaration(scope)) return false
  if (scope.type !== undefined && /^(?:Promise|PromiseLike)\b/.test(scope.type.getText())) return true
  const signature = checker.getSignatureFromDeclaration(scope)
  return signature !== undefined && isPromise(checker.getReturnTypeOfSignature(signature))
}
