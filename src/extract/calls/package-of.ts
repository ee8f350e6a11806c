import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'
import { unwrapIn } from './scope.js'

const depthLimit = 8

/**
 * The package that a value comes from, as far as names tell: `express` for `app` in `const app = express()`. Works where
 * packages are not installed. Null for values of the repository and of the language.
 */
export function packageOf(value: ts.Expression, program: Program, depth = 0): string | null {
  const node = unwrapIn(value)
  if (depth > depthLimit) return null
  if (ts.isCallExpression(node))
    return requiredPackage(node) ?? packageOf(node.expression, program, depth + 1)
  if (ts.isNewExpression(node) || ts.isAwaitExpression(node))
    return packageOf(node.expression, program, depth + 1)
  if (ts.isElementAccessExpression(node)) return packageOf(node.expression, program, depth + 1)
  if (ts.isPropertyAccessExpression(node)) {
    const declared = ofDeclarations(program.checker.getSymbolAtLocation(node.name), program, depth)
    return declared ?? packageOf(node.expression, program, depth + 1)
  }
  return ts.isIdentifier(node)
    ? ofDeclarations(program.checker.getSymbolAtLocation(node), program, depth)
    : null
}

/** A name may stand for a value and for the type of that value, so a declaration may lead back to itself. */
function ofDeclarations(symbol: ts.Symbol | undefined, program: Program, depth: number): string | null {
  if (depth > depthLimit) return null
  for (const declaration of symbol?.declarations ?? []) {
    const found = ofDeclaration(declaration, program, depth)
    if (found !== null) return found
  }
  return null
}

function ofDeclaration(node: ts.Declaration, program: Program, depth: number): string | null {
  const imported = importedPackage(node, program)
  if (imported !== null) return imported
  if (ts.isBindingElement(node)) return ofDeclaration(node.parent.parent, program, depth + 1)
  if (!ts.isVariableDeclaration(node) && !ts.isParameter(node) && !ts.isPropertyDeclaration(node)) return null
  if (node.type !== undefined) return ofType(node.type, program, depth)
  return node.initializer === undefined ? null : packageOf(node.initializer, program, depth + 1)
}

function ofType(type: ts.TypeNode, program: Program, depth: number): string | null {
  if (!ts.isTypeReferenceNode(type)) return null
  const name = leftmost(type.typeName)
  return ofDeclarations(program.checker.getSymbolAtLocation(name), program, depth + 1)
}

function leftmost(name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : leftmost(name.left)
}

/** The package that a name was imported from; null when the import leads into the repository. */
function importedPackage(node: ts.Declaration, { checker, fileOf }: Program): string | null {
  const statement = ts.findAncestor(
    node,
    each => ts.isImportDeclaration(each) || ts.isImportEqualsDeclaration(each),
  )
  if (statement === undefined) return null
  const specifier = ts.isImportDeclaration(statement)
    ? statement.moduleSpecifier
    : ts.isExternalModuleReference(statement.moduleReference) && statement.moduleReference.expression
  if (!specifier || !ts.isStringLiteral(specifier) || /^[./]/.test(specifier.text)) return null
  const target = checker.getSymbolAtLocation(specifier)?.declarations?.[0]
  return target !== undefined && fileOf(target) !== null ? null : packageName(specifier.text)
}

function requiredPackage({ expression, arguments: [specifier] }: ts.CallExpression): string | null {
  const required = ts.isIdentifier(expression) && expression.text === 'require'
  if (!required || specifier === undefined || !ts.isStringLiteral(specifier)) return null
  return /^[./]/.test(specifier.text) ? null : packageName(specifier.text)
}

function packageName(specifier: string): string {
  const [first = '', second] = specifier.replace(/^node:/, '').split('/')
  return first.startsWith('@') && second !== undefined ? `${first}/${second}` : first
}
