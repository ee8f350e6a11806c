import { ts } from 'ts-morph'
import type { Border } from '../calls/operation-uses.js'
import type { FoundUnfollowed } from './find-unfollowed.js'

/**
 * `require(path)` and `import(path)` of a path that is put together. In the module it may lead anywhere; elsewhere only
 * where the path is one of the repository's files, as far as it is written.
 */
export function findComputedImports({ calls: { program }, module }: Border): readonly FoundUnfollowed[] {
  const found: FoundUnfollowed[] = []
  for (const { source, module: own } of program.files) {
    if (source.isDeclarationFile || !/\b(?:require|import)\s*\(/.test(source.text)) continue
    const visit = (node: ts.Node): void => {
      const path = computedPath(node)
      if (path !== null && (own === module || leadsToFile(path)))
        found.push({
          kind: 'computed-import',
          direction: own === module ? 'outbound' : 'inbound',
          candidates: [],
          node,
        })
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function computedPath(node: ts.Node): ts.Expression | null {
  if (!ts.isCallExpression(node)) return null
  const { expression } = node
  const isLoading =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  const [path] = node.arguments
  return isLoading && path !== undefined && !ts.isStringLiteralLike(path) ? path : null
}

/** Relative, from the folder of the file, or from that of the program; through a variable that is set nearby. */
function leadsToFile(path: ts.Expression): boolean {
  const text = ts.isIdentifier(path) ? initializerOf(path) : path.getText()
  return /['"`]\.{1,2}\/|__dirname|import\.meta|process\.cwd|\b(?:join|resolve)\(/.test(text)
}

function initializerOf(name: ts.Identifier): string {
  const around = ts.findAncestor(name, node => ts.isBlock(node) || ts.isSourceFile(node))
  const declared = around?.forEachChild(statement =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.find(each => each.name.getText() === name.text)
      : undefined,
  )
  return declared?.initializer?.getText() ?? ''
}
