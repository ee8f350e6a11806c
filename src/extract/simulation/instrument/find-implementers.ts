import { ts } from 'ts-morph'
import type { SimulatedOperation } from '../request.js'
import { declaresMember } from './insert-into-class.js'
import type { Site } from './insertion.js'

/** Text of a file of the repository; empty when it cannot be read. */
export type ReadText = (file: string) => string

/**
 * Declarations by which an operation of an interface or of a class runs elsewhere: classes that name it behind `extends`
 * or `implements`, also through others, and constants that are written down to be of its type. By name alone: nothing
 * is resolved.
 */
export function findImplementers(
  operation: SimulatedOperation,
  files: readonly string[],
  read: ReadText,
): readonly Site[] {
  const sites: Site[] = []
  const names = [operation.symbol]
  for (const name of names) {
    const mentioned = new RegExp(`(?:extends|implements|:)[^{=;]*\\b${name.replaceAll('$', '\\$')}\\b`)
    for (const file of files) {
      const text = read(file)
      if (!text.includes(name) || !mentioned.test(text)) continue
      for (const found of implementersIn(parse(file, text), name)) {
        const symbol = found.name
        if (file === operation.file && symbol === operation.symbol) continue
        if (ts.isClassDeclaration(found.node) && !names.includes(symbol)) names.push(symbol)
        if (ts.isClassDeclaration(found.node) && !declaresMember(found.node, operation.member)) continue
        if (!sites.some(each => each.file === file && each.symbol === symbol))
          sites.push({ operation, file, symbol })
      }
    }
  }
  return sites
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

interface Found {
  readonly name: string
  readonly node: ts.ClassDeclaration | ts.VariableDeclaration
}

function implementersIn(source: ts.SourceFile, name: string): readonly Found[] {
  return source.statements.flatMap((statement): readonly Found[] => {
    if (ts.isClassDeclaration(statement))
      return inherits(statement, name) ? [{ name: statement.name?.text ?? 'default', node: statement }] : []
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(node =>
      node.type !== undefined &&
      ts.isTypeReferenceNode(node.type) &&
      lastName(node.type.typeName) === name &&
      ts.isIdentifier(node.name)
        ? [{ name: node.name.text, node }]
        : [],
    )
  })
}

function inherits(
  { heritageClauses = ts.factory.createNodeArray() }: ts.ClassDeclaration,
  name: string,
): boolean {
  return heritageClauses.some(({ types }) => types.some(({ expression }) => lastName(expression) === name))
}

function lastName(node: ts.Node): string | null {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  return ts.isQualifiedName(node) ? node.right.text : null
}
