import { ts } from 'ts-morph'
import { type CallGraph, hasModifier, packageOf, type Scope } from '../calls/index.js'
import { receptionOf } from './receive-by-type.js'

/** Members that their libraries call without waiting, by the name of the base class or interface. */
const unawaited: Readonly<Record<string, readonly string[]>> = {
  Duplex: ['_read', '_write', '_final'],
  ExceptionFilter: ['catch'],
  NestMiddleware: ['use'],
  Readable: ['_read'],
  Transform: ['_transform', '_flush'],
  Writable: ['_write', '_final'],
}

/** Whether a library declares this method without a promise, as far as its types or its name tell. */
export function breaksContract(scope: Scope, calls: CallGraph): boolean {
  if (!ts.isMethodDeclaration(scope) || !ts.isClassLike(scope.parent)) return false
  const name = scope.name.getText()
  const bases = scope.parent.heritageClauses?.flatMap(({ types }) => types) ?? []
  return bases.some(base => {
    const byType = declaredReception(base, name, calls)
    if (byType !== null) return byType !== 'waits'
    if (packageOf(base.expression, calls.program) === null) return false
    return (
      unawaited[baseName(base.expression)]?.includes(name) ??
      hasModifier(scope, ts.SyntaxKind.OverrideKeyword)
    )
  })
}

function declaredReception(base: ts.ExpressionWithTypeArguments, name: string, { program }: CallGraph) {
  const { checker } = program
  const member = checker.getTypeAtLocation(base).getProperty(name)
  const declaration = member?.declarations?.[0]
  if (member === undefined || declaration === undefined || program.fileOf(declaration) !== null) return null
  return receptionOf(checker.getTypeOfSymbolAtLocation(member, base), checker)
}

function baseName(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
}
