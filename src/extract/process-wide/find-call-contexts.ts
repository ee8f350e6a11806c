import { ts } from 'ts-morph'
import { packageOf } from '../calls/index.js'
import type { Border } from '../calls/operation-uses.js'
import { resolveSymbol } from '../calls/resolve-symbol.js'
import { identify } from '../program/identify.js'
import type { Seam } from '../seam/seam.js'
import type { FoundProcessWide } from './find-process-wide.js'

/** Packages whose objects answer with what the call around them has set. */
const contextPackages =
  /^(?:nestjs-cls|cls-hooked|continuation-local-storage|express-http-context|@fastify\/request-context|cls-rtracer)$/

/** Where the module finds in the context of a call what the other side has put there. */
export function findCallContexts({ calls, module }: Border, seam: Seam): readonly FoundProcessWide[] {
  const { program, references } = calls
  const isInside = (node: ts.Node) => program.fileOf(node)?.module === module
  const isTest = (node: ts.Node) => program.fileOf(node)?.test !== false
  const entered = ['run', 'enterWith'].flatMap(name => references.named(name)).filter(each => !isTest(each))
  const found = new Set<ts.Node>()
  for (const name of references.named('getStore')) {
    const context = contextOf(name, program.checker)
    if (context === null || isTest(name)) continue
    const setAt = entered.filter(each => contextOf(each, program.checker) === context)
    const isOwn = setAt.length > 0 && setAt.every(isInside)
    if (isInside(name)) {
      if (!isOwn) found.add(name.parent)
    } else for (const use of usesFromInside(name, seam, { calls, module })) found.add(use)
  }
  for (const name of [...references.named('get'), ...references.named('getId')]) {
    const receiver = ts.isPropertyAccessExpression(name.parent) ? name.parent.expression : null
    if (receiver === null || !isInside(name) || isTest(name)) continue
    if (contextPackages.test(packageOf(receiver, program) ?? '')) found.add(name.parent)
  }
  return [...found].map(node => ({ kind: 'call-context', node }))
}

/** The storage of which `getStore` or `run` is a member. */
function contextOf(name: ts.Node, checker: ts.TypeChecker): ts.Symbol | null {
  const { parent } = name
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== name) return null
  const { expression } = parent
  return resolveSymbol(ts.isPropertyAccessExpression(expression) ? expression.name : expression, checker)
}

/** Where the module calls the function of others that looks into the context. */
function usesFromInside(
  name: ts.Node,
  { outbound }: Seam,
  { calls: { program } }: Pick<Border, 'calls' | 'module'>,
): readonly ts.Node[] {
  for (let at = name.parent; !ts.isSourceFile(at); at = at.parent) {
    const isNaming = ts.isFunctionLike(at) || ts.isVariableDeclaration(at)
    const identity = isNaming ? identify(program, at) : null
    if (identity === null) continue
    const symbol = outbound.find(({ id }) => id === identity.id)
    return (symbol?.crossings ?? [])
      .filter(({ usage, test, member }) => usage === 'call' && !test && member === identity.member)
      .flatMap(({ place }) => nodeAt(place, program) ?? [])
  }
  return []
}

function nodeAt(
  { file, line, column }: { readonly file: string; readonly line: number; readonly column: number },
  { fileAt }: Border['calls']['program'],
): ts.Node | null {
  const source = fileAt(file)?.source
  if (source === undefined) return null
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1)
  const find = (node: ts.Node): ts.Node | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    return ts.forEachChild(node, find) ?? (node.getStart(source) === position ? node : undefined)
  }
  return find(source) ?? null
}
