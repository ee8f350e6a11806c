import { ts } from 'ts-morph'
import { findTransactionArgument } from '../signature/find-transaction-argument.js'
import { findUntransportable } from '../signature/find-untransportable.js'
import { hasModifier, isEmptyContainer } from '../purity/is-kept.js'
import { isService, type MemberSubject, type Subject, type Verdict } from '../subject.js'
import type { Reason } from '../treatment.js'
import { judgeReplica } from './pure.js'
import { findStaticChange } from './static-change.js'

/** What becomes of a member that is used across the border. */
export function decideMember(each: MemberSubject, subject: Subject): Verdict {
  const { member } = each
  if (member.kind === 'method') return decideMethod(each, subject)
  return decideProperty(each, subject)
}

function decideMethod(each: MemberSubject, subject: Subject): Verdict {
  const { member } = each
  const [declaration] = each.declarations
  const isReplaced = each.uses.some(({ usage }) => usage === 'write')
  const replica =
    isReplaced || declaration === undefined || !hasBody(declaration)
      ? null
      : judgeReplica(member.name, declaration, subject)
  if (replica !== null && !readsInstance(declaration, subject)) return replica
  return decideCall({ ...each, name: `${subject.symbol.name}.${member.name}` }, subject)
}

/** A function or method that is called over the network, if what it takes and answers can travel. */
export function decideCall(
  {
    name,
    declarations,
    uses,
    member,
  }: Omit<MemberSubject, 'member'> & {
    readonly name: string
    readonly member: { readonly answer: string; readonly place: Reason['place'] }
  },
  subject: Subject,
): Verdict {
  const refuse = (reason: Reason): Verdict => ({ treatment: 'refuse', reason })
  const [declaration] = declarations
  const { program } = subject
  const written = uses.find(({ usage }) => usage === 'write')
  if (written !== undefined)
    return refuse({ text: `${name} is replaced from the other side here`, place: written.place })
  for (const each of declarations) {
    const found = findUntransportable(each, program)
    if (found !== null) return refuse(found)
  }
  if (member.answer === 'iterator' || member.answer === 'async-iterator')
    return refuse({ text: `${name} answers item by item, as the caller asks for them`, place: member.place })
  if (member.answer === 'stream')
    return refuse({ text: `${name} answers with a stream`, place: member.place })
  if (member.answer === 'callback')
    return refuse({ text: `${name} answers through a function that it is given`, place: member.place })
  for (const use of uses) {
    const found = use.usage === 'call' ? findTransactionArgument(use, program) : null
    if (found !== null) return refuse(found)
  }
  const impurity = declaration === undefined ? null : subject.findImpurity(declaration)
  const why = impurity === null ? '' : `: ${impurity.text.charAt(0).toLowerCase()}${impurity.text.slice(1)}`
  const sync =
    member.answer === 'value' && uses.some(({ usage }) => usage === 'call')
      ? `; it answers at once today, and ${countCalls(uses)} would have to wait`
      : ''
  return {
    treatment: 'remote',
    reason: {
      text: `${name} works on the side that declares it${why}${sync}`,
      place: impurity?.place ?? member.place,
    },
  }
}

function countCalls(uses: MemberSubject['uses']): string {
  const calls = uses.filter(({ usage }) => usage === 'call').length
  return calls === 1 ? 'one caller' : `${calls} callers`
}

/** A property of an object that a function makes or names in its signature: of `total` in `{ total }`, its answer. */
function isMadeInside(declaration: ts.Node): boolean {
  const isOwn = ts.isClassElement(declaration) || ts.isParameter(declaration)
  return !isOwn && ts.findAncestor(declaration.parent, ts.isFunctionLike) !== undefined
}

function decideProperty(each: MemberSubject, subject: Subject): Verdict {
  const { member, declarations, uses } = each
  const name = `${subject.symbol.name}.${member.name}`
  const [declaration] = declarations
  if (declaration !== undefined && isMadeInside(declaration))
    return { treatment: 'type', reason: { text: `${name} is data that is handed over`, place: member.place } }
  const written = uses.find(({ usage }) => usage === 'write')
  const change = findStaticChange(each, subject)
  if (change !== null)
    return {
      treatment: 'refuse',
      reason: { text: `${name} is static and changes: it is another one on each side`, place: change },
    }
  const isData = !isService(subject) && subject.symbol.kind !== 'constant'
  if (isData && member.kind === 'property')
    return { treatment: 'type', reason: { text: `${name} is data`, place: member.place } }
  if (written !== undefined && !isData)
    return {
      treatment: 'refuse',
      reason: { text: `${name} is changed from the other side here`, place: written.place },
    }
  if (declaration !== undefined && isFixed(declaration))
    return { treatment: 'configuration', reason: { text: `${name} never changes`, place: member.place } }
  const replica =
    declaration !== undefined && hasBody(declaration) ? judgeReplica(name, declaration, subject) : null
  if (replica !== null && isData) return replica
  const text = `${name} is state of a living object, read from the other side`
  return { treatment: 'refuse', reason: { text, place: uses[0]?.place ?? member.place } }
}

function hasBody(node: ts.Node): boolean {
  if ('body' in node) return node.body !== undefined
  return 'initializer' in node && node.initializer !== undefined
}

/** A subject, an emitter, a connection: what is made by `new` goes on living, unless it is a plain value. */
function isLiving(value: ts.Expression): boolean {
  return (
    ts.isNewExpression(value) &&
    !/^(?:Map|Set|Date|RegExp|URL|Error|InjectionToken)$/.test(value.expression.getText())
  )
}

/** `readonly`, or a property of constant data. */
function isFixed(node: ts.Node): boolean {
  if (ts.isPropertyAssignment(node))
    return (
      ts.isLiteralExpression(node.initializer) ||
      ts.isObjectLiteralExpression(node.initializer) ||
      ts.isArrayLiteralExpression(node.initializer)
    )
  return (
    ts.isPropertyDeclaration(node) &&
    hasModifier(node, ts.ModifierFlags.Readonly) &&
    node.initializer !== undefined &&
    !isEmptyContainer(node.initializer) &&
    !isLiving(node.initializer)
  )
}

/** A method of a living object that looks at the object has to run where that is. */
function readsInstance(declaration: ts.Node | undefined, subject: Subject): boolean {
  if (declaration === undefined || !isService(subject)) return false
  const find = (node: ts.Node): true | undefined => {
    if (
      ts.isPropertyAccessExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ThisKeyword &&
      !isMethodCall(node)
    )
      return true
    return ts.forEachChild(node, find)
  }
  return find(declaration) ?? false
}

/** `this.format(x)` was looked into already. */
function isMethodCall(node: ts.PropertyAccessExpression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node
}
