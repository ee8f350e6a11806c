import { ts } from 'ts-morph'
import type { FamilyFinder } from './families.js'
import { isFunction, isFunctionValue, type Scope, unwrapIn } from './scope.js'

/** Functions that may run when one of these declarations is called; a class stands for its constructor. */
export function findBodies(declarations: readonly ts.Node[], familyOf: FamilyFinder): readonly Scope[] {
  const family = declarations.length === 0 ? [] : familyOf(declarations)
  return [...family].flatMap(bodyOf)
}

function bodyOf(declaration: ts.Node): readonly Scope[] {
  if (isFunction(declaration)) return declaration.body === undefined ? [] : [declaration]
  if (ts.isClassLike(declaration)) return setUpOf(declaration)
  const value = heldValue(declaration)
  if (value === null) return []
  const inner = unwrapIn(value)
  return isFunctionValue(inner) ? [inner] : []
}

function setUpOf(declaration: ts.ClassLikeDeclaration): readonly Scope[] {
  return declaration.members.filter(
    (each): each is ts.ConstructorDeclaration | ts.PropertyDeclaration =>
      (ts.isConstructorDeclaration(each) && each.body !== undefined) ||
      (ts.isPropertyDeclaration(each) && each.initializer !== undefined && !isStatic(each)),
  )
}

function isStatic(node: ts.PropertyDeclaration): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0
}

function heldValue(node: ts.Node): ts.Expression | null {
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
    return node.initializer ?? null
  }
  if (ts.isPropertyAccessExpression(node) && ts.isBinaryExpression(node.parent)) return node.parent.right
  return ts.isBinaryExpression(node) ? node.right : null
}
