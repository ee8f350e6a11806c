import { type Node, visitorKeys } from 'oxc-parser'

export interface Visitor {
  /** Called before a node's children; `ancestors` ends with the parent. */
  readonly enter: (node: Node, ancestors: readonly Node[]) => void
  /** Called after a node's children, with the same ancestors. */
  readonly leave: (node: Node, ancestors: readonly Node[]) => void
}

/** Holds no code that could touch a table; in generated files most of the text. */
const skipped: ReadonlySet<string> = new Set([
  'ExportAllDeclaration',
  'ImportDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
])

/** Visits all nodes of a tree in the order of the source, except types by themselves. The list of ancestors is reused: copy it to keep it. */
export function walk(root: Node, visitor: Visitor): void {
  const ancestors: Node[] = []
  const visit = (node: Node): void => {
    if (skipped.has(node.type)) return
    visitor.enter(node, ancestors)
    ancestors.push(node)
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Readonly<Record<string, unknown>>)[key]
      if (Array.isArray(child)) {
        for (const item of child) if (item !== null) visit(item as Node)
      } else if (child !== null && child !== undefined) visit(child as Node)
    }
    ancestors.pop()
    visitor.leave(node, ancestors)
  }
  visit(root)
}
