import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { callableOf } from '../../seam/derive-answer.js'
import type { Reason } from '../treatment.js'
import { exchanges, streams, transactions } from './type-names.js'

const kinds: readonly (readonly [RegExp, string])[] = [
  [streams, 'a stream'],
  [exchanges, 'a request or a connection of the server'],
  [transactions, 'a transaction or a database session'],
]

/** What in the signature of a declaration cannot go over a network: functions, streams, transactions; null when all can. */
export function findUntransportable(declaration: ts.Node, program: Program): Reason | null {
  const callable = callableOf(declaration)
  if (callable === null) return null
  for (const parameter of callable.parameters) {
    const found = parameter.type === undefined ? null : judge(parameter.type, program)
    const name = parameter.name.getText()
    if (found !== null)
      return { text: `Its argument "${name}" is ${found}`, place: program.placeOf(parameter) }
  }
  const returned = callable.type === undefined ? null : judge(callable.type, program)
  if (returned !== null && callable.type !== undefined)
    return { text: `It answers with ${returned}`, place: program.placeOf(callable.type) }
  return findReturnedThis(callable, program) ?? findReturnedFunction(callable, program)
}

function judge(type: ts.TypeNode, { checker }: Program): string | null {
  const found = judgeText(type)
  if (found !== null) return found
  const resolved = checker.getTypeFromTypeNode(type)
  const types = resolved.isUnion() ? resolved.types : [resolved]
  if (types.some(each => each.getCallSignatures().length > 0) && !isLazyPromise(type)) return 'a function'
  if (types.some(each => each.getConstructSignatures().length > 0)) return 'a class'
  if (types.some(each => isHandler(each, checker))) return 'an object of functions'
  return (
    types
      .map(each => judgeName(each.getSymbol()?.name ?? ''))
      .find(each => each !== null && !isOwn(resolved)) ?? null
  )
}

/** An interface of the repository that holds nothing but functions: what implements it is called back. */
function isHandler(type: ts.Type, checker: ts.TypeChecker): boolean {
  const [declaration] = type.getSymbol()?.declarations ?? []
  if (declaration === undefined || !ts.isInterfaceDeclaration(declaration) || !isOwn(type)) return false
  const properties = type.getProperties()
  return (
    properties.length > 0 &&
    properties.every(each => checker.getTypeOfSymbol(each).getCallSignatures().length > 0)
  )
}

/** A class of the repository may be called `Transaction` for reasons of its own. */
function isOwn(type: ts.Type): boolean {
  const [declaration] = type.getSymbol()?.declarations ?? []
  return declaration !== undefined && !declaration.getSourceFile().isDeclarationFile
}

/** By what is written: packages may not be installed. What the repository declares under such a name is its own. */
function judgeText(type: ts.TypeNode): string | null {
  if (ts.isFunctionTypeNode(type)) return 'a function'
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) return firstOf(type.types)
  if (ts.isParenthesizedTypeNode(type)) return judgeText(type.type)
  if (ts.isArrayTypeNode(type)) return judgeText(type.elementType)
  if (!ts.isTypeReferenceNode(type)) return null
  const { typeName } = type
  const name = (ts.isIdentifier(typeName) ? typeName : typeName.right).text
  const own = isImportedFromPackage(typeName) ? judgeName(name) : null
  return own ?? firstOf(type.typeArguments ?? [])
}

function firstOf(types: readonly ts.TypeNode[]): string | null {
  return types.map(judgeText).find(found => found !== null) ?? null
}

function judgeName(name: string): string | null {
  return kinds.find(([pattern]) => pattern.test(name))?.[1] ?? null
}

function isImportedFromPackage(name: ts.EntityName): boolean {
  let first = name
  while (!ts.isIdentifier(first)) first = first.left
  const { text } = first
  return first.getSourceFile().statements.some(statement => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false
    const named = new RegExp(`\\b${text.replace(/\$/g, '\\$')}\\b`).test(
      statement.importClause?.getText() ?? '',
    )
    const { text: specifier } = statement.moduleSpecifier
    return named && !/^[./~#]/.test(specifier) && !(isModel(specifier) && ts.isIdentifier(name))
  })
}

/** A client that is generated gives types the names that tables and enums of the repository have. */
function isModel(specifier: string): boolean {
  return /^(?:@prisma\/client|\.prisma)\b/.test(specifier)
}

/** fp-ts writes a promise that has not begun as a function without arguments. */
function isLazyPromise(type: ts.TypeNode): boolean {
  return /^(?:\w+\.)?(?:Reader)?Task(?:Either|Option)?</.test(type.getText())
}

/** A builder answers with itself, to be called again. */
function findReturnedThis(callable: ts.SignatureDeclaration, program: Program): Reason | null {
  const found = findReturn(callable, ({ kind }) => kind === ts.SyntaxKind.ThisKeyword)
  return found === null
    ? null
    : { text: 'It answers with itself, to be called again', place: program.placeOf(found) }
}

function findReturnedFunction(callable: ts.SignatureDeclaration, program: Program): Reason | null {
  const found = findReturn(
    callable,
    node => ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isClassExpression(node),
  )
  if (found === null || (callable.type !== undefined && isLazyPromise(callable.type))) return null
  const what = ts.isClassExpression(found) ? 'a class' : 'a function'
  return { text: `It answers with ${what}`, place: program.placeOf(found) }
}

function findReturn(
  callable: ts.SignatureDeclaration,
  wanted: (node: ts.Expression) => boolean,
): ts.Expression | null {
  const body = 'body' in callable ? callable.body : undefined
  if (body === undefined) return null
  if (!ts.isBlock(body)) return wanted(body as ts.Expression) ? (body as ts.Expression) : null
  let found: ts.Expression | null = null
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return
    if (ts.isReturnStatement(node) && node.expression !== undefined && wanted(node.expression))
      found ??= node.expression
    ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}
