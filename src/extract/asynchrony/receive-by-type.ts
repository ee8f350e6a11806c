import { ts } from 'ts-morph'
import type { CallGraph, HandOver } from '../calls/index.js'
import type { Reception } from './receiver-names.js'

/** What the declared type of the callback says; null where there is none. */
export function receivesByType(
  { node, index }: HandOver,
  { program: { checker } }: CallGraph,
): Reception | null {
  const parameter = checker.getResolvedSignature(node)?.parameters[index]
  if (parameter === undefined) return null
  return receptionOf(checker.getTypeOfSymbolAtLocation(parameter, node), checker)
}

/** What a function type says about its answer: a promise is waited for, nothing is not. */
export function receptionOf(type: ts.Type, checker: ts.TypeChecker): Reception | null {
  const signatures = (type.isUnion() ? type.types : [type]).flatMap(each => each.getCallSignatures())
  if (signatures.length === 0) return null
  const answers = signatures.map(each => checker.getReturnTypeOfSignature(each))
  if (answers.some(each => isPromise(each))) return 'waits'
  const flags = answers[0]?.flags ?? 0
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return null
  return flags & ts.TypeFlags.Void ? 'listener' : 'library-sync'
}

/** A promise, or a union with one. */
export function isPromise(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some(isPromise)
  const name = type.symbol?.name
  return name === 'Promise' || name === 'PromiseLike'
}
