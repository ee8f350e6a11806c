import { ts } from 'ts-morph'
import { bareExpression } from '../survey/expressions.js'
import { requiredSpecifier } from '../survey/origin.js'
import type { Survey } from '../survey/survey.js'

/** What an expression stands for when something is mounted or called: through `require`, `fp(…)`, `.default`, a name. */
export function mountedValue(survey: Survey, node: ts.Node, depth = 0): ts.Node | null {
  const bare = bareExpression(node)
  if (depth > deepest || ts.isFunctionLike(bare)) return bare
  const next = (each: ts.Node | undefined) =>
    each === undefined ? null : mountedValue(survey, each, depth + 1)
  const required = requiredSpecifier(bare)
  if (required !== null) return next(exportOf(survey, required))
  if (ts.isCallExpression(bare)) {
    const wrapped = survey.origins.of(bare.expression)?.package === 'fastify-plugin'
    return wrapped ? next(bare.arguments[0]) : bare
  }
  if (ts.isPropertyAccessExpression(bare) && bare.name.text === 'default') return next(bare.expression)
  if (!ts.isIdentifier(bare) && !ts.isPropertyAccessExpression(bare)) return bare
  const declaration = survey.declared.of(bare)
  return declaration === null ? bare : (heldBy(survey, declaration, depth) ?? declaration)
}

const deepest = 6

/** The function that is mounted or called, if it is one of the program's. */
export function mountedFunction(survey: Survey, node: ts.Node): ts.SignatureDeclaration | null {
  const value = mountedValue(survey, node)
  return value !== null && ts.isFunctionLike(value) ? value : null
}

/** What a name holds: the function, the wrapped function or the module behind it; null for anything else. */
function heldBy(survey: Survey, declaration: ts.Declaration, depth: number): ts.Node | null {
  if (ts.isSourceFile(declaration)) return exported(survey, declaration)
  const value = initialOf(declaration)
  if (value === null) return null
  const held = mountedValue(survey, value, depth + 1)
  return held !== null && (ts.isFunctionLike(held) || requiredSpecifier(value) !== null) ? held : null
}

function initialOf(declaration: ts.Declaration): ts.Node | null {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration))
    return declaration.initializer ?? null
  if (ts.isExportAssignment(declaration)) return declaration.expression
  return ts.isBinaryExpression(declaration) ? declaration.right : null
}

function exportOf(survey: Survey, specifier: ts.Node): ts.Node | undefined {
  const { checker } = survey.program
  const source = checker.getSymbolAtLocation(specifier)?.declarations?.[0]
  return source !== undefined && ts.isSourceFile(source) ? (exported(survey, source) ?? undefined) : undefined
}

/** `export default x`, `module.exports = x` of a file. */
function exported(survey: Survey, source: ts.SourceFile): ts.Node | null {
  for (const statement of source.statements) {
    if (ts.isExportAssignment(statement)) return statement.expression
    if (ts.isFunctionDeclaration(statement) && isDefault(statement)) return statement
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue
    const { left, right } = statement.expression
    if (left.getText(source) === 'module.exports') return mountedValue(survey, right)
  }
  return null
}

function isDefault(node: ts.FunctionDeclaration): boolean {
  return (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
}
