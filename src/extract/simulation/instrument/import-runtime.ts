import { ts } from 'ts-morph'
import { alias, type Insertion, packageName } from './insertion.js'

/**
 * The import of the runtime, before all else on the line of the first statement; null for a TypeScript file that is no
 * module.
 */
export function importRuntime(source: ts.SourceFile): Insertion | null {
  const first = source.statements.find(statement => !isDirective(statement))
  const at = first?.getStart() ?? source.end
  const form = formOf(source)
  if (form === 'module') return { at, text: `import * as ${alias} from '${packageName}'; ` }
  if (form === 'typed-commonjs') return { at, text: `import ${alias} = require('${packageName}'); ` }
  return form === 'commonjs' ? { at, text: `const ${alias} = require('${packageName}'); ` } : null
}

function formOf(source: ts.SourceFile): 'module' | 'typed-commonjs' | 'commonjs' | null {
  const typed = /\.[cm]?tsx?$/.test(source.fileName)
  if (source.statements.some(usesModules)) return 'module'
  if (source.statements.some(usesTypedCommonJs)) return 'typed-commonjs'
  return typed ? null : 'commonjs'
}

function usesModules(statement: ts.Statement): boolean {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return true
  if (ts.isExportAssignment(statement)) return statement.isExportEquals !== true
  const modifiers = ts.canHaveModifiers(statement) ? (statement.modifiers ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}

function usesTypedCommonJs(statement: ts.Statement): boolean {
  return ts.isImportEqualsDeclaration(statement) || ts.isExportAssignment(statement)
}

function isDirective(statement: ts.Statement): boolean {
  return ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression)
}
