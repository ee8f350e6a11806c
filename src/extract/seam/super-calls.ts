import { ts } from 'ts-morph'
import type { ProgramFile } from '../program/program.js'
import type { Site } from './crossed-by.js'
import { headOf } from './classify-usage.js'

/** `super(…)` runs the constructor of a base class: another place at which a class leans on one of the other side. */
export function collectSuperCalls({ source }: ProgramFile, sites: readonly Site[]): readonly Site[] {
  return sites
    .filter(({ usage, identity }) => usage === 'extend' && identity.member === null)
    .flatMap(site => {
      const heir = headOf(site.node).parent.parent
      if (!ts.isClassLike(heir)) return []
      return findSuperCalls(heir, source).map(node => ({ ...site, node }))
    })
}

function findSuperCalls(heir: ts.ClassLikeDeclaration, source: ts.SourceFile): readonly ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    if (node !== heir && ts.isClassLike(node)) return
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword)
      found.push(node.expression)
    ts.forEachChild(node, visit)
  }
  if (source.text.includes('super')) visit(heir)
  return found
}
