import { ts } from 'ts-morph'
import { bareExpression } from '../../survey/expressions.js'
import type { Survey } from '../../survey/survey.js'
import { rootParameter } from '../root-parameter.js'

/** Something that outlives calls, read or written within a function under a key that is a parameter. */
export interface Collection {
  /** The property of a class or the variable of a file that holds it. */
  readonly holder: ts.Declaration
  readonly key: ts.ParameterDeclaration
  /** The key as it is written there. */
  readonly keyNode: ts.Node
}

/** `this.handlers[name]`, `handlers.get(event.constructor.name)` within a function. */
export function collectionsKeyed(survey: Survey, within: ts.Node): readonly Collection[] {
  const found: Collection[] = []
  const visit = (node: ts.Node): void => {
    const access = accessOf(node)
    const key = access === null ? null : rootParameter(survey, access.key)
    const holder = access === null ? null : holderOf(survey, access.target)
    if (access !== null && key !== null && key.parent === within && holder !== null)
      found.push({ holder, key, keyNode: access.key })
    ts.forEachChild(node, visit)
  }
  visit(within)
  return found
}

const keyed = ['get', 'set', 'has']

function accessOf(node: ts.Node): { readonly target: ts.Node; readonly key: ts.Node } | null {
  if (ts.isElementAccessExpression(node)) return { target: node.expression, key: node.argumentExpression }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  const [key] = node.arguments
  return key !== undefined && keyed.includes(node.expression.name.text)
    ? { target: node.expression.expression, key }
    : null
}

function holderOf(survey: Survey, target: ts.Node): ts.Declaration | null {
  const declaration = survey.declared.of(bareExpression(target))
  if (declaration === null) return null
  if (ts.isPropertyDeclaration(declaration)) return declaration
  const atTop = ts.isVariableDeclaration(declaration) && ts.isSourceFile(declaration.parent.parent.parent)
  return atTop ? declaration : null
}
