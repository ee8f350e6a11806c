import { ts } from 'ts-morph'
import { bareExpression } from '../../survey/expressions.js'
import type { Survey } from '../../survey/survey.js'
import { type Collection, collectionsKeyed } from './keyed-collections.js'

/** Keys under which other functions beside a collection call what is kept in it. */
export function dispatchesFrom(
  survey: Survey,
  { holder }: Collection,
  register: ts.Node,
): readonly ts.Node[] {
  const siblings = ts.isPropertyDeclaration(holder)
    ? holder.parent.members
    : holder.getSourceFile().statements
  return siblings.flatMap(each => {
    const body = functionIn(each)
    if (body === null || body === register || !callsLocal(survey, body)) return []
    const collection = collectionsKeyed(survey, body).find(other => other.holder === holder)
    return collection === undefined ? [] : [collection.keyNode]
  })
}

/** The function of a method, a property or a statement. */
function functionIn(node: ts.Node): ts.SignatureDeclaration | null {
  if (ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node)) return node
  const value = ts.isVariableStatement(node)
    ? node.declarationList.declarations[0]?.initializer
    : ts.isPropertyDeclaration(node)
      ? node.initializer
      : undefined
  return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : null
}

/** Whether a function calls what it found: a variable of its own, a method of one, an element. */
function callsLocal(survey: Survey, body: ts.SignatureDeclaration): boolean {
  let found = false
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isKept(survey, node.expression, body)) found = true
    if (!found) ts.forEachChild(node, visit)
  }
  visit(body)
  return found
}

function isKept(survey: Survey, called: ts.Node, body: ts.SignatureDeclaration): boolean {
  const bare = bareExpression(called)
  if (ts.isElementAccessExpression(bare)) return true
  if (ts.isCallExpression(bare)) return true
  const root =
    ts.isPropertyAccessExpression(bare) &&
    ts.isIdentifier(bare.expression) &&
    handling.includes(bare.name.text)
      ? bare.expression
      : bare
  if (!ts.isIdentifier(root)) return false
  const declaration = survey.declared.of(root)
  if (declaration === null || declaration.parent === body) return false
  for (let at: ts.Node | undefined = declaration; at !== undefined; at = at.parent)
    if (at === body) return true
  return false
}

const handling = ['handle', 'execute', 'notify', 'update', 'call', 'apply']
