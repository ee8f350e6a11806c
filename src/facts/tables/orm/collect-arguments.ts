import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { argumentAt, lastName, methodOf, unwrap } from '../syntax/expression.js'
import { deriveQueryKeys } from '../syntax/query-keys.js'
import { deriveRef, refOfType } from '../syntax/refs.js'
import type { TableAccess, TableRef } from '../table-site.js'
import { accessOfArgument } from './method-access.js'

/**
 * Table constants and entity classes given to functions: `db.insert(users)`, `.leftJoin(orders, …)`,
 * `getRepository(User)`, `@InjectRepository(User)`. Candidates: linking keeps what a definition proves.
 */
export function collectArguments(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression' || node.arguments.length === 0) return
  const method = lastName(node.callee)
  if (method === null) return
  const receiver = methodOf(node)?.receiver
  const access = accessOfArgument(method, receiver === undefined ? null : lastName(receiver))
  if (access === null) return
  const isRepository = /Repository/.test(method)
  const given = listGiven(node, method)
  for (const [index, argument] of given.entries()) {
    const ref = deriveRef(argument, file.scopes) ?? (isRepository ? entityByName(argument) : null)
    if (ref === null) continue
    const certain = isRepository && ref.kind === 'import' && isClassName(ref.path.at(-1) ?? ref.symbol)
    emitUse({ ref, access, argument, certain, options: given[index + 1] ?? null }, file)
    if (index === 0) rememberAlias(node, ref, file)
  }
}

/** Entities are called as classes are; a context or a connection given beside them is not. */
export function isClassName(name: string): boolean {
  return /^[A-Z]/.test(name)
}

/** Wrappers often take a context first, `leftJoinAndMapOne` a target; `forFeature` takes a list. */
function listGiven(call: CallExpression, method: string): readonly Node[] {
  const given = call.arguments.flatMap(argument =>
    argument.type === 'SpreadElement' ? [] : unwrap(argument),
  )
  if (method !== 'forFeature') return given.slice(0, 3)
  const [list] = given
  return list?.type === 'ArrayExpression' ? list.elements.flatMap(item => (item === null ? [] : item)) : []
}

/** `getRepository('User')` */
function entityByName(argument: Node): TableRef | null {
  const isText = argument.type === 'Literal' && typeof argument.value === 'string'
  return isText ? { kind: 'entity', name: argument.value as string } : null
}

interface GivenTable {
  readonly ref: TableRef
  readonly access: TableAccess
  readonly argument: Node
  readonly certain: boolean
  /** What stands behind the table: options that may name relations. */
  readonly options: Node | null
}

function emitUse({ ref, access, argument, certain, options }: GivenTable, file: FileContext): void {
  file.emit({
    ...file.placeAt(argument.start),
    kind: 'use',
    by: 'typeorm',
    access,
    ref,
    inside: null,
    query: access === 'refer' ? [] : deriveQueryKeys(options, file),
    certain,
  })
}

/** `createQueryBuilder(User, 'u')`, `.from(User, 'u')`, `.innerJoin(Order, 'o')` */
function rememberAlias(call: CallExpression, ref: TableRef, file: FileContext): void {
  const alias = argumentAt(call, 1)
  if (alias?.type === 'Literal' && typeof alias.value === 'string') file.aliases.set(alias.value, ref)
}

/** `Repository<User>` in a type or behind `extends`. */
export function collectRepositoryType(node: Node, file: FileContext): void {
  const type = repositoryType(node)
  const ref = type === null ? null : refOfType(type, file.scopes)
  if (type === null || ref === null) return
  file.emit({
    ...file.placeAt(type.start),
    kind: 'use',
    by: 'typeorm',
    access: 'refer',
    ref,
    inside: null,
    query: [],
    certain: false,
  })
}

/** The entity's type in `Repository<User>`, for a reference to the type and for a class that extends it. */
export function repositoryType(node: Node): Node | null {
  if (node.type === 'TSTypeReference') {
    const isRepository = node.typeName.type === 'Identifier' && repositoryNames.test(node.typeName.name)
    return isRepository ? (node.typeArguments?.params[0] ?? null) : null
  }
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return null
  const isRepository = node.superClass !== null && repositoryNames.test(lastName(node.superClass) ?? '')
  return isRepository ? (node.superTypeArguments?.params[0] ?? null) : null
}

const repositoryNames = /^(?:Tree|Mongo|Abstract|Entity)?Repository$|^SelectQueryBuilder$/
