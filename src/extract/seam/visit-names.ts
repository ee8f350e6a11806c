import { ts } from 'ts-morph'
import { isScript, type Name } from './resolve-name.js'

/** Calls visitor for each name of a file that may use a declaration; what only declares is left out, and imports. */
export function visitNames(source: ts.SourceFile, visitor: (name: Name) => void): void {
  const script = isScript(source)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return
    if (ts.isExportDeclaration(node)) visitExports(node, visitor)
    else if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      if (isUse(node)) visitor(node)
    } else if (ts.isStringLiteralLike(node)) {
      if (isIndex(node)) visitor(node)
    } else visitInside(node)
  }
  const visitInside = (node: ts.Node): void => {
    if (script) visitComments(node, visit)
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(source, visit)
}

function isIndex(node: ts.StringLiteralLike): boolean {
  return ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node
}

function visitExports({ exportClause }: ts.ExportDeclaration, visitor: (name: Name) => void): void {
  if (exportClause === undefined || ts.isNamespaceExport(exportClause)) return
  for (const { name, propertyName } of exportClause.elements) visitor(renamed(propertyName ?? name))
}

/** Export names may be strings; they name nothing in the repositories of the field. */
function renamed(name: ts.ModuleExportName): Name {
  return name
}

/** Types in comments count where there is no other place for them. */
function visitComments(node: ts.Node, visit: (node: ts.Node) => void): void {
  for (const comment of ts.getJSDocCommentsAndTags(node))
    if (comment.parent === node) ts.forEachChild(comment, visit)
}

function isUse(name: ts.Identifier | ts.PrivateIdentifier): boolean {
  const { parent } = name
  if (ts.isBindingElement(parent)) return isPropertyOfPattern(name, parent)
  if (isExportedTo(name)) return false
  if (ts.isPropertyAccessExpression(parent) || ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isJsxAttribute(parent) || ts.isJsxClosingElement(parent) || ts.isImportEqualsDeclaration(parent))
    return false
  return !('name' in parent && parent.name === name)
}

/** `exports` in `module.exports = app` says where something goes, though the compiler takes it for that thing. */
function isExportedTo({ parent }: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(parent) &&
    /^(?:module\.)?exports\b/.test(parent.getText()) &&
    ts.isBinaryExpression(parent.parent) &&
    parent.parent.left === parent
  )
}

/** `find` in `{ find } = users` and in `{ find: search } = users`, or a default. */
function isPropertyOfPattern(name: ts.Node, element: ts.BindingElement): boolean {
  if (element.initializer === name) return true
  if (!ts.isObjectBindingPattern(element.parent)) return false
  return element.propertyName === undefined ? element.name === name : element.propertyName === name
}
