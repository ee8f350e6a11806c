import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'

/** Whether a declaration, or what it is a member of, is among the exports of its file. */
export function isExported(node: ts.Node, { checker }: Program): boolean {
  const source = node.getSourceFile()
  const top = topmost(node)
  const module = checker.getSymbolAtLocation(source)
  if (top === null || module === undefined) return false
  return checker.getExportsOfModule(module).some(each => {
    const target = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each
    return (
      target.declarations?.some(declaration => declaration === top || topmost(declaration) === top) ?? false
    )
  })
}

/** The statement at the top of the file that a declaration belongs to; null for what is local to a function. */
function topmost(node: ts.Node): ts.Node | null {
  let at = node
  while (!ts.isSourceFile(at.parent)) {
    at = at.parent
    if (ts.isSourceFile(at) || ts.isBlock(at)) return null
  }
  return at
}
