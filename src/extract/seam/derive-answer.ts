import { ts } from 'ts-morph'
import type { Answer } from './seam.js'

/** Types by how they answer; names as the language, rxjs, fp-ts and Node have them. */
const named: readonly (readonly [RegExp, Answer])[] = [
  [
    /^(?:Promise|PromiseLike|Thenable|Bluebird|Task|TaskEither|TaskOption|ReaderTask|ReaderTaskEither)$/,
    'promise',
  ],
  [/^(?:Observable|Subject|BehaviorSubject|ReplaySubject|ConnectableObservable)$/, 'observable'],
  [
    /^(?:AsyncIterable|AsyncIterator|AsyncGenerator|AsyncIterableIterator|AsyncIteratorObject)$/,
    'async-iterator',
  ],
  [/^(?:Generator|Iterator|IterableIterator|IteratorObject)$/, 'iterator'],
  [
    /^(?:Readable|Writable|Duplex|Transform|PassThrough|Stream|ReadStream|WriteStream|ReadableStream|WritableStream|StreamableFile)$/,
    'stream',
  ],
]

/** How a declaration answers when it is called, by its annotation, by `async`, or else by what it returns. */
export function deriveAnswer(declaration: ts.Node, checker: ts.TypeChecker): Answer {
  const callable = callableOf(declaration)
  if (callable === null) return answerOfType(declaration, checker)
  const written = callable.type === undefined ? null : answerOfText(callable.type)
  if (written !== null) return written
  if (isAsync(callable)) return isGenerator(callable) ? 'async-iterator' : 'promise'
  const signature = ts.isTypeNode(callable) ? undefined : checker.getSignatureFromDeclaration(callable)
  const returned = signature === undefined ? null : checker.getReturnTypeOfSignature(signature)
  const inferred = returned === null ? null : answerOf(returned, checker)
  if (inferred !== null) return inferred
  return callable.parameters.some(each => isCallback(each, checker)) && returnsNothing(returned)
    ? 'callback'
    : 'value'
}

/** The function of a declaration: itself, its value, or its type. */
export function callableOf(declaration: ts.Node): ts.SignatureDeclaration | null {
  if (ts.isFunctionLike(declaration) && !ts.isConstructorDeclaration(declaration)) return declaration
  if (ts.isBinaryExpression(declaration)) return callableOf(declaration.right)
  if (ts.isExportAssignment(declaration)) return callableOf(declaration.expression)
  if (ts.isParenthesizedExpression(declaration)) return callableOf(declaration.expression)
  if (ts.isPropertySignature(declaration)) return typed(declaration.type)
  const hasValue =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
  if (!hasValue) return null
  const value = declaration.initializer === undefined ? null : callableOf(declaration.initializer)
  return value ?? (ts.isPropertyAssignment(declaration) ? null : typed(declaration.type))
}

function typed(type: ts.TypeNode | undefined): ts.SignatureDeclaration | null {
  return type !== undefined && ts.isFunctionTypeNode(type) ? type : null
}

/** A value whose type alone says that it can be called: the result of a function that makes functions. */
function answerOfType(declaration: ts.Node, checker: ts.TypeChecker): Answer {
  const isValue =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
  if (!isValue) return 'value'
  const type = checker.getTypeAtLocation(declaration)
  const [signature] = type.getCallSignatures()
  if (signature !== undefined)
    return answerOf(checker.getReturnTypeOfSignature(signature), checker) ?? 'value'
  return answerOf(type, checker) ?? 'value'
}

/** A written type tells even where the package that declares it is not installed. */
function answerOfText(type: ts.TypeNode): Answer | null {
  if (ts.isUnionTypeNode(type)) return type.types.map(answerOfText).find(answer => answer !== null) ?? null
  if (!ts.isTypeReferenceNode(type)) return null
  const { typeName } = type
  return answerOfName((ts.isIdentifier(typeName) ? typeName : typeName.right).text)
}

function answerOf(type: ts.Type, checker: ts.TypeChecker): Answer | null {
  if (type.isUnion())
    return type.types.map(each => answerOf(each, checker)).find(answer => answer !== null) ?? null
  const name = type.aliasSymbol?.name ?? type.getSymbol()?.name
  const answer = name === undefined ? null : answerOfName(name)
  if (answer !== null) return answer
  const then = type.getProperty('then')
  return then !== undefined && type.getProperty('catch') !== undefined ? 'promise' : null
}

function answerOfName(name: string): Answer | null {
  return named.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

function isAsync(node: ts.SignatureDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
  )
}

function isGenerator(node: ts.SignatureDeclaration): boolean {
  return 'asteriskToken' in node && node.asteriskToken !== undefined
}

/** A function among the arguments that gets the answer: named as such, or typed to answer with nothing. */
function isCallback({ name, type }: ts.ParameterDeclaration, checker: ts.TypeChecker): boolean {
  if (type === undefined) return ts.isIdentifier(name) && /^(?:cb|callback|done|next)$/i.test(name.text)
  const signatures = checker.getTypeFromTypeNode(type).getCallSignatures()
  return signatures.some(signature => returnsNothing(checker.getReturnTypeOfSignature(signature)))
}

function returnsNothing(type: ts.Type | null): boolean {
  return type === null || (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Any)) !== 0
}
