import { ts } from 'ts-morph'
import { isFunctionValue } from './scope.js'

/** Name of a piece of code as people say it: `OrdersService.place`, `place`; null at the top of a file. */
export function nameOf(node: ts.Node): string | null {
  if (ts.isSourceFile(node)) return null
  if (ts.isClassStaticBlockDeclaration(node)) return qualify(node, 'static')
  const own = ownName(node)
  if (own !== null) return qualify(node, own)
  const around = node.parent === undefined ? null : nameOf(enclosing(node))
  return around === null ? null : `${around} (callback)`
}

function ownName(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  if (isFunctionValue(node) && node.name === undefined) return carriedName(node)
  const name = ts.getNameOfDeclaration(node as ts.Declaration)
  if (name !== undefined) return textOf(name)
  return ts.isFunctionDeclaration(node) || ts.isClassLike(node) ? 'default' : null
}

/** What a function value is assigned to gives it its name. */
function carriedName(node: ts.Node): string | null {
  const { parent } = node
  if (
    ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent)
  ) {
    return textOf(parent.name)
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) return textOf(parent.left)
  return ts.isExportAssignment(parent) ? 'default' : null
}

function textOf(name: ts.Node): string | null {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text
  if (ts.isComputedPropertyName(name)) return `[${name.expression.getText()}]`
  if (ts.isPropertyAccessExpression(name)) return name.name.text
  return ts.isNumericLiteral(name) ? name.text : null
}

function qualify(node: ts.Node, own: string): string {
  const owner = ownerOf(node)
  return owner === null ? own : `${owner}.${own}`
}

/** Class, interface, type or object that a member belongs to. */
function ownerOf(node: ts.Node): string | null {
  const member = isFunctionValue(node) ? node.parent : node
  const { parent } = member
  if (parent === undefined) return null
  if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent))
    return ownName(parent) ?? carriedName(parent)
  if (!ts.isObjectLiteralExpression(parent) && !ts.isTypeLiteralNode(parent)) return null
  const { parent: holder } = parent
  return ts.isVariableDeclaration(holder) || ts.isTypeAliasDeclaration(holder) ? textOf(holder.name) : null
}

function enclosing(node: ts.Node): ts.Node {
  let outer = node.parent
  while (!ts.isSourceFile(outer) && (!ts.isFunctionLike(outer) || ownName(outer) === null)) {
    if (ts.isPropertyDeclaration(outer)) return outer
    outer = outer.parent
  }
  return outer
}
