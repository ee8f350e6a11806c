import { ts } from 'ts-morph'
import type { LossName } from '../lossiness.js'

/** An object that a body makes to be more than its data. */
export interface MadeObject {
  readonly what: Extract<LossName, 'proxy' | 'not-enumerable'>
  readonly node: ts.Node
}

/** Proxies that a body answers with, and properties that it hides from those who copy. */
export function findMadeObjects(declaration: ts.SignatureDeclaration): readonly MadeObject[] {
  const { body } = declaration as { readonly body?: ts.Node }
  const found: MadeObject[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isNewExpression(node) && node.expression.getText() === 'Proxy') found.push({ what: 'proxy', node })
    if (ts.isCallExpression(node) && hidesProperty(node)) found.push({ what: 'not-enumerable', node })
    ts.forEachChild(node, visit)
  }
  if (body !== undefined) visit(body)
  return found
}

/** `Object.defineProperty(order, 'source', { value })`: what is defined so is not enumerable unless it says so. */
function hidesProperty({ expression, arguments: given }: ts.CallExpression): boolean {
  if (!/^(?:Object|Reflect)\.defineProperty$/.test(expression.getText())) return false
  const [target, , descriptor] = given
  if (target === undefined || target.kind === ts.SyntaxKind.ThisKeyword) return false
  if (descriptor === undefined || !ts.isObjectLiteralExpression(descriptor)) return false
  return !descriptor.properties.some(
    each => /^['"]?enumerable/.test(each.getText()) && !/false$/.test(each.getText()),
  )
}
