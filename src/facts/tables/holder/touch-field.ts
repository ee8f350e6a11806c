import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { lastName, memberName, unwrap } from '../syntax/expression.js'
import { isClass } from '../syntax/scopes.js'
import type { HolderTouch } from '../table-site.js'

/** Remembers that a class touches whatever table its field stands for; `node` is `this.tableName` or holds it. */
export function touchField(
  node: Node | null | undefined,
  touch: Pick<HolderTouch, 'access' | 'by'>,
  file: FileContext,
): void {
  const field = node == null ? null : fieldIn(unwrap(node))
  const around = file.ancestors.findLast(isClass)
  if (node == null || field === null || around === undefined) return
  const touches = file.holders.get(around) ?? []
  touches.push({ ...file.placeAt(node.start), ...touch, field })
  file.holders.set(around, touches)
}

/** `this.tableName`, and the same inside of `sql.identifier([…])` and its kin. */
function fieldIn(node: Node): string | null {
  if (node.type === 'MemberExpression') return node.object.type === 'ThisExpression' ? memberName(node) : null
  if (node.type === 'ArrayExpression') {
    const last = node.elements.at(-1)
    return last == null ? null : fieldIn(unwrap(last))
  }
  const isName =
    node.type === 'CallExpression' &&
    /^(?:sql|ident(?:ifier)?|id|table|ref|raw|quote\w*|escape\w*)$/i.test(lastName(node.callee) ?? '')
  const given = isName ? node.arguments[0] : undefined
  return given === undefined ? null : fieldIn(unwrap(given))
}
