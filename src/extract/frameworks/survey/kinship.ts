import { ts } from 'ts-morph'
import type { Declared } from './declared.js'

/** Which classes of the program stand for which others. */
export interface Kinship {
  /** Ids of the classes and interfaces that classes of the program extend or implement. */
  readonly bases: ReadonlySet<string>
  /** Classes and interfaces that one extends or implements, itself or through others; without itself. */
  readonly ancestors: (node: ts.Node) => readonly ts.Node[]
}

export function deriveKinship(declared: Declared, classes: readonly ts.ClassLikeDeclaration[]): Kinship {
  const bases = classes.flatMap(each =>
    parentsOf(declared, each).flatMap(parent => declared.idOf(parent) ?? []),
  )
  const ancestors = (node: ts.Node) => {
    const found = new Set<ts.Node>()
    const visit = (at: ts.Node): void => {
      for (const parent of parentsOf(declared, at)) {
        if (found.has(parent)) continue
        found.add(parent)
        visit(parent)
      }
    }
    visit(node)
    return [...found]
  }
  return { bases: new Set(bases), ancestors }
}

function parentsOf(declared: Declared, node: ts.Node): readonly ts.Node[] {
  if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node)) return []
  return (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => declared.classOf(expression) ?? declared.of(expression) ?? []),
  )
}
