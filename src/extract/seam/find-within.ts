import { ts } from 'ts-morph'

/** Name of the outermost function or method around a node, `OrdersService.place`; null at the top of a file. */
export function findWithin(node: ts.Node): string | null {
  let names: string[] = []
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (runsAlone(at)) {
      const name = nameOfFunction(at)
      if (name !== null) names = [name]
    } else if (names.length > 0 && (ts.isClassLike(at) || ts.isObjectLiteralExpression(at))) {
      const name = nameOfHolder(at)
      if (name !== null) names.unshift(name)
    }
  }
  return names.length === 0 ? null : names.join('.')
}

/** Functions, and what a class runs when it makes an instance. */
function runsAlone(node: ts.Node): boolean {
  if (ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) return true
  return ts.isFunctionLike(node) && !ts.isTypeElement(node) && !ts.isTypeNode(node)
}

function nameOfFunction(node: ts.Node): string | null {
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const own = ts.getNameOfDeclaration(node as ts.Declaration)
  if (own !== undefined) return own.getText()
  return nameOfHolder(node)
}

/** A class, or the variable or property that a value is given to. */
function nameOfHolder(node: ts.Node): string | null {
  if (ts.isClassLike(node) && node.name !== undefined) return node.name.text
  const { parent } = node
  const isGiven =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  if (isGiven) return parent.name.getText()
  if (ts.isBinaryExpression(parent) && parent.right === node)
    return parent.left.getText().replace(/^(?:module\.)?exports\./, '')
  return ts.isExportAssignment(parent) || isDefault(node) ? 'default' : null
}

function isDefault(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  )
}
