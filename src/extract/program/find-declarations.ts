import { ts } from 'ts-morph'
import { identify } from './identify.js'
import type { Program } from './program.js'

/** Declarations by what the seam calls them: `file#name`, and a member's path; several where they merge or overload. */
export type FindDeclarations = (id: string, member?: string | null) => readonly ts.Declaration[]

/** Reads a file's declarations when one of them is asked for, once. */
export function createDeclarationFinder(program: Program): FindDeclarations {
  const files = new Map<string, ReadonlyMap<string, readonly ts.Declaration[]>>()
  return (id, member = null) => {
    const path = id.slice(0, id.lastIndexOf('#'))
    const known = files.get(path) ?? indexFile(program, path)
    files.set(path, known)
    return known.get(keyOf(id, member)) ?? []
  }
}

function keyOf(id: string, member: string | null): string {
  return member === null ? id : `${id}\0${member}`
}

function indexFile(program: Program, path: string): ReadonlyMap<string, readonly ts.Declaration[]> {
  const found = new Map<string, ts.Declaration[]>()
  const visit = (node: ts.Node): void => {
    const identity = isNaming(node) ? identify(program, node) : null
    if (identity !== null) {
      const key = keyOf(identity.id, identity.member)
      const same = found.get(key)
      if (same === undefined) found.set(key, [node as ts.Declaration])
      else if (!same.some(each => isWithin(node, each))) same.push(node as ts.Declaration)
    }
    ts.forEachChild(node, visit)
  }
  const source = program.fileAt(path)?.source
  if (source !== undefined) visit(source)
  return found
}

/** Nodes that stand for themselves: an expression that is assigned has the name of what it is assigned to. */
function isNaming(node: ts.Node): boolean {
  const isDeclared = ts.isClassLike(node) || ts.isFunctionLike(node) || ts.isVariableDeclaration(node)
  return (
    isDeclared ||
    ts.isSourceFile(node) ||
    ts.isBindingElement(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isObjectLiteralElement(node) ||
    ts.isEnumMember(node) ||
    ts.isParameter(node) ||
    ts.isExportAssignment(node) ||
    (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
  )
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.getStart() >= outer.getStart() && node.end <= outer.end && node !== outer
}
