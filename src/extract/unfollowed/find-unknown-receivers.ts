import { ts } from 'ts-morph'
import type { CallGraph } from '../calls/index.js'
import type { Border } from '../calls/operation-uses.js'
import type { FrameworkFacts, Role } from '../frameworks/framework.js'
import { identify } from '../program/identify.js'
import type { Operation } from '../treatment/treatment.js'
import type { FoundUnfollowed, UnfollowedRequest } from './find-unfollowed.js'
import { isBuiltInMember, isDataReceiver, mayTake, sharesName } from './receivers.js'

/** Beyond this many classes with such a method, a name says nothing: then the receiver has to be called like the class. */
const mostOwners = 3

/** A method that may be meant. */
interface Candidate {
  /** Of the class or object. */
  readonly owner: string
  readonly method: ts.SignatureDeclaration
}

/** `registry.users.lock(id)`, where nothing is known of `users` and the other side has a `lock`. */
export function findUnknownReceivers({
  border,
  operations,
  frameworks,
}: UnfollowedRequest): readonly FoundUnfollowed[] {
  const { calls, module } = border
  const byName = new Map<string, { readonly inside: Candidate[]; readonly outside: Candidate[] }>()
  for (const [name, candidate, isInside] of methodsOf(border, operations, frameworks)) {
    const known = byName.get(name) ?? { inside: [], outside: [] }
    known[isInside ? 'inside' : 'outside'].push(candidate)
    byName.set(name, known)
  }
  return [...byName].flatMap(([name, { inside, outside }]) => {
    const isCommon = isBuiltInMember(name) || inside.length + outside.length > mostOwners
    return receiversOf(name, calls).flatMap(({ node, bound }) => {
      const isFromInside = calls.program.fileOf(node)?.module === module
      const candidates = (isFromInside ? outside : inside).filter(each =>
        bound.length === 0 ? isMeant(node, each, isCommon) : bound.includes(each.method),
      )
      if (candidates.length === 0 || isDataReceiver(receiverOf(node))) return []
      return [
        {
          kind: 'unknown-receiver' as const,
          direction: isFromInside ? ('outbound' as const) : ('inbound' as const),
          candidates: [...new Set(candidates.map(({ owner }) => `${owner}.${name}`))].toSorted(),
          node: node.parent,
        },
      ]
    })
  })
}

/** Members of objects without a type, with what a container binds there where that is known. */
function receiversOf(name: string, calls: CallGraph) {
  const { checker } = calls.program
  const unknown = calls.unresolved(name).map(node => ({ node, bound: [] as readonly ts.Node[] }))
  const injected = calls.references.named(name).flatMap(node => {
    if (!ts.isPropertyAccessExpression(node.parent) || node.parent.name !== node) return []
    const isUntyped = (checker.getTypeAtLocation(node.parent.expression).flags & ts.TypeFlags.Any) !== 0
    const bound: readonly ts.Node[] = isUntyped ? calls.declarationsAt(node) : []
    return bound.length === 0 ? [] : [{ node, bound }]
  })
  return [...unknown, ...injected]
}

function isMeant(node: ts.Node, { owner, method }: Candidate, isCommon: boolean): boolean {
  const call = node.parent.parent
  if (!ts.isCallExpression(call) || call.expression !== node.parent || !mayTake(method, call)) return false
  return !isCommon || sharesName(receiverOf(node), owner)
}

function receiverOf(node: ts.Node): ts.Expression {
  return (node.parent as ts.PropertyAccessExpression).expression
}

/** Public methods: of the module all of them; of others those of what lives in a container, or is called already. */
function* methodsOf(
  { calls: { program }, module }: Border,
  operations: readonly Operation[],
  { roles }: Pick<FrameworkFacts, 'roles'>,
): Generator<readonly [name: string, candidate: Candidate, isInside: boolean]> {
  const called = new Set(operations.map(({ symbol }) => symbol.id))
  for (const file of program.files) {
    if (file.test || file.source.isDeclarationFile) continue
    const isInside = file.module === module
    for (const statement of file.source.statements) {
      if (!ts.isClassDeclaration(statement) || statement.name === undefined) continue
      const id = identify(program, statement)?.id ?? ''
      if (!isInside && !called.has(id) && !isService(roles.get(id) ?? [])) continue
      for (const method of statement.members.filter(isPublicMethod))
        yield [(method.name as ts.Identifier).text, { owner: statement.name.text, method }, isInside]
    }
  }
}

const services: readonly Role[] = ['provider', 'repository', 'gateway']

function isService(roles: readonly { readonly role: Role }[]): boolean {
  return roles.some(({ role }) => services.includes(role))
}

function isPublicMethod(member: ts.ClassElement): member is ts.MethodDeclaration {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static
  return (
    ts.isMethodDeclaration(member) &&
    ts.isIdentifier(member.name) &&
    (ts.getCombinedModifierFlags(member) & hidden) === 0
  )
}
