import { ts } from 'ts-morph'
import { packageOf } from '../../calls/index.js'
import { judgePackage } from '../purity/pure-packages.js'
import { type Decide, hasRole, type Subject } from '../subject.js'

/** Constants and settings, which both sides can have. */
export const decideConfiguration: Decide = subject => {
  const { symbol, program } = subject
  const role = hasRole(subject, ['configuration'])
  if (role !== null) {
    const text = `${symbol.name} reads settings (${role.text})`
    return { treatment: 'configuration', reason: { text, place: role.place } }
  }
  const [declaration] = subject.declarations
  const value = declaration === undefined ? null : valueOfConstant(declaration)
  if (value === null || (symbol.kind !== 'constant' && symbol.kind !== 'variable')) return null
  if (isData(value) || isSettings(subject, value)) {
    const text = isData(value) ? `${symbol.name} is constant data` : `${symbol.name} is made of settings`
    return { treatment: 'configuration', reason: { text, place: program.placeOf(value) } }
  }
  return null
}

function valueOfConstant(declaration: ts.Node): ts.Expression | null {
  if (ts.isVariableDeclaration(declaration)) return declaration.initializer ?? null
  if (ts.isBinaryExpression(declaration)) return declaration.right
  return ts.isExportAssignment(declaration) ? declaration.expression : null
}

/** Literals all the way down; a container that is filled later is none. */
function isData(node: ts.Expression): boolean {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return isData(node.expression)
  if (ts.isLiteralExpression(node) || ts.isTemplateExpression(node) || ts.isPrefixUnaryExpression(node))
    return true
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isData)
  if (ts.isObjectLiteralExpression(node))
    return node.properties.length > 0 && node.properties.every(isDataProperty)
  if (ts.isPropertyAccessExpression(node))
    return /^[A-Z]/.test(node.getText()) && !node.getText().startsWith('Date')
  if (ts.isCallExpression(node))
    return (
      /^(?:Symbol(?:\.for)?|Object\.freeze|BigInt)$/.test(node.expression.getText()) &&
      node.arguments.every(isData)
    )
  if (ts.isNewExpression(node))
    return (
      /^(?:Set|Map|RegExp|InjectionToken)$/.test(node.expression.getText()) &&
      (node.arguments?.length ?? 0) > 0
    )
  if (ts.isBinaryExpression(node)) return isData(node.left) && isData(node.right)
  const { kind } = node
  return (
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword ||
    kind === ts.SyntaxKind.NullKeyword ||
    /^[A-Z][A-Z0-9_]*$/.test(node.getText())
  )
}

function isDataProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isShorthandPropertyAssignment(property) || ts.isSpreadAssignment(property)) return true
  return ts.isPropertyAssignment(property) && isData(property.initializer)
}

/** Made from the environment: by reading it, or by a library for settings. */
function isSettings({ findImpurity, program }: Subject, value: ts.Expression): boolean {
  const name = ts.isCallOrNewExpression(value) ? packageOf(value.expression, program) : null
  if (name !== null && judgePackage(name) === 'environment') return true
  return findImpurity(value)?.kind === 'environment'
}
