import { ts } from 'ts-morph'
import type { Dependency } from '../../kernel/dependency.js'
import type { Program } from '../program/program.js'

/** Imports of the graph as the program's nodes meet them. */
export interface ImportIndex {
  readonly from: (file: string) => readonly Dependency[]
  /** The module that `require('./users')` answers with in a TypeScript file, where the compiler does not follow it. */
  readonly required: (call: ts.CallExpression) => ts.Symbol | null
}

export function createImportIndex(program: Program): ImportIndex {
  const byFile = new Map<string, Dependency[]>()
  for (const dependency of program.graph.dependencies) {
    if (dependency.external || dependency.to === null) continue
    const own = byFile.get(dependency.from)
    if (own === undefined) byFile.set(dependency.from, [dependency])
    else own.push(dependency)
  }
  const from = (file: string) => byFile.get(file) ?? []
  return { from, required: call => findRequired(program, from, call) }
}

function findRequired(
  program: Program,
  from: ImportIndex['from'],
  call: ts.CallExpression,
): ts.Symbol | null {
  const [specifier] = call.arguments
  if (specifier === undefined || !ts.isStringLiteralLike(specifier) || !isRequire(call.expression))
    return null
  const file = program.fileOf(call)?.path
  const target =
    file === undefined ? undefined : from(file).find(each => each.specifier === specifier.text)?.to
  const source = target === undefined || target === null ? undefined : program.fileAt(target)?.source
  return source === undefined ? null : (program.checker.getSymbolAtLocation(source) ?? null)
}

/** `require`, and what test runners have in its place. */
function isRequire(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee
  return ts.isIdentifier(name) && /^(?:require|requireActual|importActual)$/.test(name.text)
}
