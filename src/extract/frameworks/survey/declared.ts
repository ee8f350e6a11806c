import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { bareExpression, nameText } from './expressions.js'

/** Finds what an expression names, as far as the program itself declares it. */
export interface Declared {
  /** The declaration behind a name, through imports and re-exports; null for what comes from elsewhere. */
  readonly of: (node: ts.Node) => ts.Declaration | null
  /** The class behind a name. */
  readonly classOf: (node: ts.Node) => ts.ClassLikeDeclaration | null
  /** Classes and interfaces that a value may be an instance of, elements of arrays included. */
  readonly instancesOf: (node: ts.Node) => readonly InstanceDeclaration[]
  /** `file#name`; null for what stands within a function or outside of the program. */
  readonly idOf: (declaration: ts.Node) => string | null
}

export type InstanceDeclaration = ts.ClassLikeDeclaration | ts.InterfaceDeclaration

export function createDeclared(program: Program): Declared {
  const { checker } = program
  const declarationOf = (node: ts.Node) => {
    const symbol = symbolOf(checker, bareExpression(node))
    const declaration = symbol?.valueDeclaration ?? symbol?.declarations?.[0]
    return declaration === undefined || program.fileOf(declaration) === null ? null : declaration
  }
  return {
    of: declarationOf,
    classOf: node => classBehind(declarationOf, declarationOf(node)),
    instancesOf: node => instancesIn(program, checker.getTypeAtLocation(node)),
    idOf: declaration => {
      const file = program.fileOf(declaration)
      const name = declaredName(declaration)
      return file === null || name === null ? null : `${file.path}#${name}`
    },
  }
}

function symbolOf(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const named = ts.isPropertyAccessExpression(node) ? node.name : ts.isQualifiedName(node) ? node.right : node
  const symbol =
    ts.isIdentifier(named) && ts.isShorthandPropertyAssignment(named.parent)
      ? checker.getShorthandAssignmentValueSymbol(named.parent)
      : checker.getSymbolAtLocation(named)
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
    ? checker.getAliasedSymbol(symbol)
    : symbol
}

/** Also of `const Users = class {}` and of `module.exports = Users`. */
function classBehind(of: Declared['of'], declaration: ts.Node | null): ts.ClassLikeDeclaration | null {
  if (declaration === null) return null
  if (ts.isClassLike(declaration)) return declaration
  const value = ts.isVariableDeclaration(declaration)
    ? declaration.initializer
    : ts.isExportAssignment(declaration)
      ? declaration.expression
      : ts.isBinaryExpression(declaration)
        ? declaration.right
        : undefined
  if (value === undefined) return null
  const bare = bareExpression(value)
  if (ts.isClassLike(bare)) return bare
  const next = ts.isIdentifier(bare) ? of(bare) : null
  return next === null || next === declaration ? null : classBehind(of, next)
}

function instancesIn(program: Program, type: ts.Type): readonly InstanceDeclaration[] {
  if (type.isUnionOrIntersection()) return type.types.flatMap(each => instancesIn(program, each))
  const element = elementOf(program.checker, type)
  if (element !== undefined) return instancesIn(program, element)
  if (type.getConstructSignatures().length > 0) return []
  const declaration = type.getSymbol()?.declarations?.find(isInstanceDeclaration)
  return declaration === undefined || program.fileOf(declaration) === null ? [] : [declaration]
}

function elementOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  const name = type.getSymbol()?.name
  if (name !== 'Array' && name !== 'ReadonlyArray') return undefined
  return checker.getTypeArguments(type as ts.TypeReference)[0]
}

function isInstanceDeclaration(node: ts.Node): node is InstanceDeclaration {
  return ts.isClassLike(node) || ts.isInterfaceDeclaration(node)
}

/** The name at the top of its file: that of the variable for what is assigned to one, `default` for what has none. */
function declaredName(node: ts.Node): string | null {
  const { parent } = node
  const own = ownName(node)
  if (parent === undefined) return null
  if (ts.isVariableDeclaration(node)) return isTopLevel(parent.parent) ? own : null
  if (ts.isBindingElement(node)) return isTopLevel(bindingRoot(node).parent.parent) ? own : null
  if (ts.isSourceFile(parent)) return ts.isExportAssignment(node) ? 'default' : (own ?? 'default')
  if (ts.isVariableDeclaration(parent)) return declaredName(parent)
  if (ts.isExportAssignment(parent)) return own ?? 'default'
  if (!ts.isBinaryExpression(parent) || !isTopLevel(parent.parent)) return null
  return own ?? exportedName(parent.left)
}

function isTopLevel({ parent }: ts.Node): boolean {
  return parent !== undefined && ts.isSourceFile(parent)
}

function bindingRoot(element: ts.BindingElement): ts.Node {
  const { parent } = element.parent
  return ts.isBindingElement(parent) ? bindingRoot(parent) : parent
}

/** `users` of `exports.users = …`, `default` of `module.exports = …`. */
function exportedName(left: ts.Expression): string | null {
  if (!ts.isPropertyAccessExpression(left)) return null
  return left.name.text === 'exports' ? 'default' : left.name.text
}

function ownName(node: ts.Node): string | null {
  const { name } = node as ts.NamedDeclaration
  return name === undefined ? null : nameText(name)
}
