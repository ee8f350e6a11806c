import { ts } from 'ts-morph'
import { bareExpression } from './expressions.js'
import { foreignBases } from './heritage.js'
import type { Origin } from './origin.js'
import type { Survey } from './survey.js'

/**
 * What packages say a value is: by the type that it is declared with, by what it is made with, by what its class
 * extends. Types of packages need not be installed for this.
 */
export function originsOfValue(survey: Survey, node: ts.Node): readonly Origin[] {
  const bare = bareExpression(node)
  if (bare.kind === ts.SyntaxKind.ThisKeyword) return originsOfThis(survey, bare)
  if (ts.isNewExpression(bare) || ts.isCallExpression(bare)) return originsMade(survey, bare)
  const declaration = survey.declared.of(bare)
  const declaredAs = declaration === null ? [] : originsDeclared(survey, declaration)
  if (declaredAs.length > 0) return declaredAs
  const own = declaration === null ? survey.origins.of(bare) : null
  return own === null ? originsOfInstances(survey, bare) : [own]
}

function originsOfThis(survey: Survey, node: ts.Node): readonly Origin[] {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent)
    if (ts.isClassLike(at)) return foreignBases(survey, at).map(({ origin }) => origin)
  return []
}

function originsMade(
  survey: Survey,
  { expression }: ts.NewExpression | ts.CallExpression,
): readonly Origin[] {
  const origin = survey.origins.of(expression)
  if (origin !== null) return [origin]
  const made = survey.declared.classOf(expression)
  return made === null ? [] : foreignBases(survey, made).map(each => each.origin)
}

function originsDeclared(survey: Survey, declaration: ts.Declaration): readonly Origin[] {
  const { type, initializer } = declaration as Partial<ts.VariableDeclaration>
  const typed = type === undefined ? [] : originsOfType(survey, type)
  if (typed.length > 0 || initializer === undefined) return typed
  const bare = awaited(initializer)
  return ts.isNewExpression(bare) || ts.isCallExpression(bare) ? originsMade(survey, bare) : []
}

function awaited(node: ts.Node): ts.Node {
  const bare = bareExpression(node)
  return ts.isAwaitExpression(bare) ? bareExpression(bare.expression) : bare
}

/** Of `Emitter`, `Emitter | null`, `Emitter<Events>`, `typeof emitter`. */
export function originsOfType(survey: Survey, type: ts.TypeNode): readonly Origin[] {
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type))
    return type.types.flatMap(each => originsOfType(survey, each))
  if (ts.isParenthesizedTypeNode(type)) return originsOfType(survey, type.type)
  if (ts.isTypeQueryNode(type)) return originsOfValue(survey, type.exprName)
  if (!ts.isTypeReferenceNode(type)) return []
  const origin = survey.origins.of(type.typeName)
  if (origin !== null) return [origin]
  const declaration = survey.declared.of(type.typeName)
  if (declaration === null) return []
  if (ts.isTypeAliasDeclaration(declaration)) return originsOfType(survey, declaration.type)
  return ts.isClassLike(declaration) ? foreignBases(survey, declaration).map(each => each.origin) : []
}

function originsOfInstances(survey: Survey, node: ts.Node): readonly Origin[] {
  return survey.declared
    .instancesOf(node)
    .flatMap(each => (ts.isClassLike(each) ? foreignBases(survey, each).map(({ origin }) => origin) : []))
}
