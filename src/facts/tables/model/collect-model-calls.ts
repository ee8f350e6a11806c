import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { fieldsOf } from '../holder/fields.js'
import { touchField } from '../holder/touch-field.js'
import {
  argumentAt,
  memberName,
  methodOf,
  propertyName,
  propertyValue,
  returnedBy,
  unwrap,
  unwrapAwait,
} from '../syntax/expression.js'
import { deriveQueryKeys } from '../syntax/query-keys.js'
import { deriveText } from '../syntax/refs.js'
import { isClass } from '../syntax/scopes.js'
import type { TableAccess, TableRef } from '../table-site.js'
import { accessOfModelMethod, queryWrites, rowWrites } from './model-methods.js'
import { modelRef, modelType } from './model-ref.js'

/** Methods of models and of their rows: `User.findAll()`, `models.User.create()`, `new User(x).save()`. */
export function collectModelCall(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null) return
  if (method.name === 'populate') collectPopulate(node, file)
  if (method.name === 'query') collectObjectionQuery(node, file)
  const row = rowWrites.has(method.name) ? modelOfRow(method.receiver, file) : null
  const access = row === null ? accessOfModelMethod(method.name) : 'write'
  if (access === null) return
  const ref = row ?? modelRef(method.receiver, file)
  if (ref !== null) emitModel({ ref, access, at: method.at, call: node }, file)
  else if (mayHoldModel(method.receiver, file)) touchField(method.receiver, { access, by: 'mongoose' }, file)
}

/** A field that says of its type that it is no model is somebody else's business. */
function mayHoldModel(receiver: Node, file: FileContext): boolean {
  const around = file.ancestors.findLast(isClass)
  const name = memberName(receiver)
  if (name === null || around === undefined || !isClass(around)) return false
  const type = fieldsOf(around).find(field => field.name === name)?.type
  return type == null || modelType(type.type === 'TSTypeAnnotation' ? type.typeAnnotation : type) !== null
}

interface ModelUse {
  readonly ref: TableRef
  readonly access: TableAccess
  readonly at: number
  /** The call whose first argument may name relations. */
  readonly call: CallExpression | null
}

function emitModel({ ref, access, at, call }: ModelUse, file: FileContext): void {
  file.emit({
    ...file.placeAt(at),
    kind: 'use',
    by: 'sequelize',
    access,
    ref,
    inside: null,
    query: call === null ? [] : deriveQueryKeys(argumentAt(call, 0), file),
    certain: false,
  })
}

/** The model of a row that the file made or found: `user` in `const user = await User.findOne()`. */
function modelOfRow(receiver: Node, file: FileContext): TableRef | null {
  if (receiver.type === 'NewExpression') return modelRef(receiver.callee, file)
  if (receiver.type !== 'Identifier') return null
  const binding = file.scopes.lookup(receiver.name)
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null
  if (init?.type === 'NewExpression') return modelRef(init.callee, file)
  return init?.type === 'CallExpression' ? (modelOfChain(init, file) ?? modelOfFinder(init, file)) : null
}

/** The model whose row a function of the file finds: `const findUser = id => User.findById(id)`. */
function modelOfFinder({ callee }: CallExpression, file: FileContext): TableRef | null {
  const binding = callee.type === 'Identifier' ? file.scopes.lookup(callee.name) : null
  const init = binding?.kind === 'variable' && binding.path.length === 0 ? binding.init : null
  const found = init === null ? null : returnedBy(init)
  const call = found === null ? null : unwrapAwait(found)
  return call?.type === 'CallExpression' ? modelOfChain(call, file) : null
}

/** The model at the root of `User.find().where(…)`. */
function modelOfChain(call: CallExpression, file: FileContext): TableRef | null {
  let inner: Node = call
  while (inner.type === 'CallExpression') {
    const method = methodOf(inner)
    if (method === null) return null
    if (accessOfModelMethod(method.name) !== null && method.receiver.type !== 'CallExpression')
      return modelRef(method.receiver, file)
    inner = method.receiver
  }
  return null
}

/** `User.find().populate('orders')`, `.populate({ path: 'orders' })` */
function collectPopulate(call: CallExpression, file: FileContext): void {
  const given = argumentAt(call, 0)
  const path = given?.type === 'ObjectExpression' ? propertyValue(given, 'path') : given
  const text = path == null ? null : deriveText(path, file.scopes)
  const of = text === null ? null : modelOfChain(call, file)
  if (of === null || text === null || path == null) return
  for (const name of text.split(/\s+/)) {
    emitModel({ ref: { kind: 'relation', of, name }, access: 'read', at: path.start, call: null }, file)
  }
}

/** `User.query().insert(…)` of Objection. */
function collectObjectionQuery(call: CallExpression, file: FileContext): void {
  const method = methodOf(call)
  const ref = method === null ? null : modelRef(method.receiver, file)
  if (method === null || ref === null) return
  let child: Node = call
  let access: TableAccess = 'read'
  for (const node of file.ancestors.toReversed()) {
    if (node.type === 'MemberExpression' && node.object === child) {
      if (queryWrites.test(memberName(node) ?? '')) access = 'write'
    } else if (node.type !== 'CallExpression' || node.callee !== child) break
    child = node
  }
  emitModel({ ref, access, at: method.at, call: null }, file)
}

/** `include: [User, { model: models.Order }]`; `{ $lookup: { from: 'orders' } }`; `modelClass: User`. */
export function collectModelProperty(node: Node, file: FileContext): void {
  if (node.type !== 'Property') return
  const name = propertyName(node)
  if (name === 'include') {
    const value = unwrap(node.value)
    for (const item of value.type === 'ArrayExpression' ? value.elements : [value]) {
      if (item !== null && item.type !== 'SpreadElement') collectIncluded(unwrap(item), file)
    }
  }
  if (name === 'from' && isInside(file, '$lookup')) collectLookup(node.value, file)
}

function collectIncluded(item: Node, file: FileContext): void {
  const model = item.type === 'ObjectExpression' ? propertyValue(item, 'model') : item
  const isNamed = model?.type === 'Identifier' || model?.type === 'MemberExpression'
  const ref = isNamed ? modelRef(model, file) : null
  if (model !== null && ref !== null) emitModel({ ref, access: 'read', at: model.start, call: null }, file)
}

function isInside(file: FileContext, name: string): boolean {
  const around = file.ancestors.at(-2)
  return around?.type === 'Property' && propertyName(around) === name
}

function collectLookup(value: Node, file: FileContext): void {
  const text = deriveText(value, file.scopes)
  if (text === null) return
  const ref = { kind: 'table', name: text } as const
  const site = { kind: 'use', by: 'mongoose', access: 'read', ref, inside: null, query: [] } as const
  file.emit({ ...file.placeAt(value.start), ...site, certain: true })
}
