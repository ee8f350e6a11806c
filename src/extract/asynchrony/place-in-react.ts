import { ts } from 'ts-morph'
import { isFunction, isFunctionValue, nameOf, packageOf, type Scope } from '../calls/index.js'
import type { Program } from '../program/program.js'

/** Components and hooks run while something is rendered. */
export function placeInReact(scope: Scope, program: Program): 'render' | 'hook' | null {
  const file = program.fileOf(scope)
  if (file === null || !isFunction(scope) || scope.body === undefined) return null
  const name = nameOf(scope)?.split('.').at(-1) ?? ''
  if (/^use[A-Z]/.test(name) && usesReact(file.source, program)) return 'hook'
  const isComponent = /^[A-Z]/.test(name) || name === 'render' || name === 'default'
  return isComponent && holdsMarkup(scope.body) ? 'render' : null
}

function usesReact(source: ts.SourceFile, program: Program): boolean {
  return source.statements.some(statement => {
    if (!ts.isImportDeclaration(statement)) return false
    const names = statement.importClause?.namedBindings
    const first = names !== undefined && ts.isNamedImports(names) ? names.elements[0]?.name : undefined
    const name = statement.importClause?.name ?? first
    const from = name === undefined ? null : packageOf(name, program)
    return from === 'react' || from === 'preact'
  })
}

/** JSX of the function itself; that of functions inside is theirs. */
function holdsMarkup(body: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return true
    if (isFunctionValue(node) || isFunction(node)) return false
    return ts.forEachChild(node, child => visit(child) || undefined) ?? false
  }
  return visit(body)
}
