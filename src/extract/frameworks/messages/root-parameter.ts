import { ts } from 'ts-morph'
import { bareExpression } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'

/** The parameter of a function with a name that an expression comes from: `event` of `event.constructor.name`. */
export function rootParameter(survey: Survey, node: ts.Node, depth = 0): ts.ParameterDeclaration | null {
  const root = rootOf(node)
  if (!ts.isIdentifier(root) || depth > deepest) return null
  const declaration = survey.declared.of(root)
  if (declaration === null) return null
  if (ts.isParameter(declaration)) return namedFunctionOf(declaration) === null ? null : declaration
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return null
  return isLocal(declaration) ? rootParameter(survey, declaration.initializer, depth + 1) : null
}

const deepest = 4

const naming = ['name', 'constructor']

function rootOf(node: ts.Node): ts.Node {
  const bare = bareExpression(node)
  if (ts.isPropertyAccessExpression(bare) && naming.includes(bare.name.text)) return rootOf(bare.expression)
  return bare
}

function isLocal(declaration: ts.VariableDeclaration): boolean {
  return !ts.isSourceFile(declaration.parent.parent.parent)
}

/** The function or method that callers know by name; null for one that is passed on where it is written. */
export function namedFunctionOf({ parent }: ts.ParameterDeclaration): ts.NamedDeclaration | null {
  if (ts.isMethodDeclaration(parent) || ts.isFunctionDeclaration(parent)) return parent
  const holder = parent.parent
  if (!ts.isArrowFunction(parent) && !ts.isFunctionExpression(parent)) return null
  return ts.isVariableDeclaration(holder) ||
    ts.isPropertyDeclaration(holder) ||
    ts.isPropertyAssignment(holder)
    ? holder
    : null
}
