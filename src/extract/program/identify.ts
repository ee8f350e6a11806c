import { ts } from 'ts-morph'
import type { Program } from './program.js'

/** Which declaration of the repository a node belongs to, in the terms of the seam. */
export interface Identity {
  /** `file#name`; `file#*` for a file as a whole. */
  readonly id: string
  readonly file: string
  readonly name: string
  /** Path of the member inside, `address.city`; null for the declaration itself. */
  readonly member: string | null
  /** The declaration that stands at the top of the file. */
  readonly declaration: ts.Node
}

/**
 * Names a declaration by what stands around it at the top of its file: a method by its class, a property of an object
 * by the constant or the function that holds the object. Null for what is local to a function, for parameters and for
 * whatever a library declares.
 */
export function identify(program: Program, declaration: ts.Node): Identity | null {
  const file = program.fileOf(declaration)?.path
  if (file === undefined) return null
  const node = namingNode(declaration)
  if (ts.isSourceFile(node)) return { id: `${file}#*`, file, name: '*', member: null, declaration: node }
  if (!isMember(node) && !isTopmost(node)) return null
  const path: string[] = []
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = outOf(at)) {
    if (isTopmost(at)) {
      const top = nameTopmost(at, path)
      if (top === null) return null
      const member = top.members.length === 0 ? null : top.members.join('.')
      return { id: `${file}#${top.name}`, file, name: top.name, member, declaration: top.declaration }
    }
    const name = isMember(at) ? nameOf(at) : null
    if (name !== null) path.unshift(name)
  }
  return null
}

/** Where a declaration gets its name: a class that is assigned has that of the variable. */
function namingNode(declaration: ts.Node): ts.Node {
  let node = declaration
  while (isUnnamed(node)) node = node.parent
  const isAssigned = ts.isPropertyAccessExpression(node) || ts.isBinaryExpression(node)
  const assignment = ts.isBinaryExpression(node) ? node : node.parent
  return isAssigned && assignment !== undefined && isAtTop(assignment.parent) ? assignment.parent : node
}

function isUnnamed(node: ts.Node): boolean {
  return (
    ts.isClassExpression(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isParenthesizedExpression(node)
  )
}

/** One step out; from `this.name = …` to the class or function that has the property. */
function outOf(node: ts.Node): ts.Node {
  if (!ts.isPropertyAccessExpression(node) || node.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return node.parent
  let at: ts.Node = node.parent
  while (!ts.isClassLike(at) && !ts.isFunctionDeclaration(at) && !isAtTop(at)) at = at.parent
  return at
}

/** What has a name within something else. */
function isMember(node: ts.Node): boolean {
  return (
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isObjectLiteralElement(node) ||
    ts.isEnumMember(node) ||
    (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) ||
    isInNamespace(node) ||
    isAssignedProperty(node)
  )
}

/** `this.users = …`, in a constructor; an assignment at the top of a file is no member but declares. */
function isAssignedProperty(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) && ts.isBinaryExpression(node.parent) && !isAtTop(node.parent.parent)
  )
}

function isInNamespace(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node
  const block = statement.parent as ts.Node | undefined
  return (
    block !== undefined &&
    ts.isModuleBlock(block) &&
    ts.isIdentifier(block.parent.name) &&
    !isGlobal(block.parent)
  )
}

function nameOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  const name = ts.getNameOfDeclaration(node as ts.Declaration)
  if (name === undefined) return null
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text
  return ts.isPrivateIdentifier(name) ? name.text : null
}

/** Declarations at the top of a file, and assignments to what a CommonJS file exports. */
function isTopmost(node: ts.Node): boolean {
  if (ts.isVariableDeclaration(node)) return isAtTop(node.parent.parent)
  if (ts.isBindingElement(node)) return isTopmost(outermostPattern(node))
  if (ts.isPropertyAccessExpression(node) || ts.isBinaryExpression(node)) return false
  return isAtTop(node) && !ts.isVariableStatement(node)
}

function outermostPattern(node: ts.BindingElement): ts.Node {
  let at: ts.Node = node
  while (ts.isBindingElement(at)) at = at.parent.parent
  return at
}

/** In a file, or in a block that adds to another file or to what is global. */
function isAtTop({ parent }: ts.Node): boolean {
  if (parent === undefined || ts.isSourceFile(parent)) return parent !== undefined
  return ts.isModuleBlock(parent) && (ts.isStringLiteral(parent.parent.name) || isGlobal(parent.parent))
}

/** `declare global`. */
function isGlobal({ flags }: ts.ModuleDeclaration): boolean {
  return (flags & ts.NodeFlags.GlobalAugmentation) !== 0
}

interface Topmost {
  readonly name: string
  readonly members: readonly string[]
  readonly declaration: ts.Node
}

function nameTopmost(node: ts.Node, members: readonly string[]): Topmost | null {
  if (ts.isExpressionStatement(node)) return nameAssignment(node, members)
  if (ts.isExportAssignment(node)) return { name: 'default', members, declaration: node }
  if (!ts.isVariableDeclaration(node) && !ts.isBindingElement(node) && !ts.isDeclarationStatement(node))
    return null
  return { name: nameOf(node) ?? 'default', members, declaration: node }
}

/** `exports.find = …`, `module.exports = { find() {} }`, `Users.prototype.find = …`, `Users.of = …`. */
function nameAssignment({ expression }: ts.ExpressionStatement, members: readonly string[]): Topmost | null {
  if (!isAssignment(expression)) return null
  const path = readPath(expression.left)
  if (path === null) return null
  const exported = exportedPath(path)
  const [name = 'default', ...inner] = [
    ...(exported ?? path).filter(part => part !== 'prototype'),
    ...members,
  ]
  return { name, members: inner, declaration: expression }
}

function isAssignment(node: ts.Node): node is ts.AssignmentExpression<ts.EqualsToken> {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
}

function exportedPath(path: readonly string[]): readonly string[] | null {
  if (path[0] === 'exports') return path.slice(1)
  return path[0] === 'module' && path[1] === 'exports' ? path.slice(2) : null
}

function readPath(node: ts.Expression): readonly string[] | null {
  if (ts.isIdentifier(node)) return [node.text]
  if (!ts.isPropertyAccessExpression(node)) return null
  const before = readPath(node.expression)
  return before === null ? null : [...before, node.name.text]
}
