import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import {
  argumentAt,
  lastName,
  memberName,
  methodOf,
  propertyName,
  unwrap,
  unwrapAwait,
} from '../syntax/expression.js'
import { deriveQueryKeys } from '../syntax/query-keys.js'
import { isClass } from '../syntax/scopes.js'
import { argumentKeys, clientMethods, commonMethods } from './client-methods.js'

/** `prisma.user.findMany({ … })`: a candidate, as only the schema tells whether there is such a model. */
export function collectClientCall(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  const access =
    method === null || !Object.hasOwn(clientMethods, method.name) ? undefined : clientMethods[method.name]
  if (method === null || access === undefined) return
  const model = findModel(method.receiver, file)
  if (model === null || !isPlausible(node, method.name, model.client, file)) return
  file.emit({
    ...file.placeAt(model.at),
    kind: 'use',
    by: 'prisma',
    access,
    ref: { kind: 'model', name: model.name },
    inside: null,
    query: deriveQueryKeys(argumentAt(node, 0), file),
    certain: false,
  })
}

interface ModelAccess {
  readonly name: string
  readonly client: Node
  /** Offset of the model's name. */
  readonly at: number
}

/** `prisma.user`, or a constant that holds it. */
function findModel(receiver: Node, file: FileContext): ModelAccess | null {
  if (receiver.type === 'MemberExpression') {
    const name = memberName(receiver)
    return name === null ? null : { name, client: unwrapAwait(receiver.object), at: receiver.property.start }
  }
  if (receiver.type !== 'Identifier') return null
  const binding = file.scopes.lookup(receiver.name)
  if (binding?.kind !== 'variable' || binding.init === null || !isNamedPrisma(lastName(binding.init))) {
    const held =
      binding?.kind === 'variable' && binding.init?.type === 'MemberExpression' ? binding.init : null
    return held !== null && isNamedPrisma(lastName(held.object)) ? findModel(held, file) : null
  }
  const [name, ...rest] = binding.path
  return name === undefined || rest.length > 0 ? null : { name, client: binding.init, at: receiver.start }
}

function isPlausible(call: CallExpression, method: string, client: Node, file: FileContext): boolean {
  if (isClient(client, file)) return true
  const name = lastName(client)
  if (name === null || name === 'this' || isOtherCaller(name)) return false
  if (!takesQuery(call, method, isDatabase(name))) return false
  return !commonMethods.has(method) || isDatabase(name) || hasQueryObject(call)
}

/** Named or typed as a Prisma client, or one itself. */
function isClient(client: Node, file: FileContext): boolean {
  if (client.type === 'ThisExpression') {
    const around = file.ancestors.findLast(isClass)
    return (
      around !== undefined &&
      isClass(around) &&
      around.superClass !== null &&
      isNamedPrisma(lastName(around.superClass))
    )
  }
  if (isNamedPrisma(lastName(client))) return true
  if (client.type !== 'Identifier') return false
  const binding = file.scopes.lookup(client.name)
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return false
  const isMade = binding.kind === 'variable' && binding.init !== null && isNamedPrisma(lastName(binding.init))
  return (
    isMade ||
    (binding.type !== null && /\bPrisma/.test(file.text.slice(binding.type.start, binding.type.end)))
  )
}

export function isNamedPrisma(name: string | null): boolean {
  return name !== null && /prisma/i.test(name)
}

function isDatabase(name: string): boolean {
  return /^(?:_?(?:db|database|tx|trx|txn|client|orm|transaction|conn|connection|trans|t)|\w+(?:Db|DB|Tx|Client))$/.test(
    name,
  )
}

/** Remote procedures, services and repositories carry the names of models as well. */
function isOtherCaller(name: string): boolean {
  return /^query$|caller|api|rpc|service|repo|store|cache|router|sdk|mock|factory|fixture/i.test(name)
}

/** At most one argument, and where it is an object, one with Prisma's keys only. */
function takesQuery(call: CallExpression, method: string, open: boolean): boolean {
  if (call.arguments.length > 1) return false
  const argument = argumentAt(call, 0)
  if (argument === null) return call.arguments.length === 0 && /^(?:find|count|deleteMany)/.test(method)
  if (argument.type !== 'ObjectExpression') return open && !isValue(argument)
  return argument.properties.every(property => {
    const name = property.type === 'Property' ? propertyName(property) : null
    return name === null || argumentKeys.has(name)
  })
}

/** A key of a map, and no query. */
function isValue(argument: Node): boolean {
  return (
    argument.type === 'Literal' ||
    argument.type === 'TemplateLiteral' ||
    argument.type === 'ArrowFunctionExpression'
  )
}

function hasQueryObject(call: CallExpression): boolean {
  const argument = argumentAt(call, 0)
  if (argument === null || unwrap(argument).type !== 'ObjectExpression') return false
  return (
    argument.type === 'ObjectExpression' &&
    argument.properties.some(property => {
      const name = property.type === 'Property' ? propertyName(property) : null
      return name === 'where' || name === 'data'
    })
  )
}
