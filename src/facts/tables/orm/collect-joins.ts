import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { argumentAt, methodOf } from '../syntax/expression.js'
import { deriveRef } from '../syntax/refs.js'
import type { TableRef } from '../table-site.js'

const joins = /^(?:left|inner)Join(?:AndSelect|AndMap(?:One|Many))?$/

/** Joins of a query builder along a relation: `.leftJoinAndSelect('order.lines', 'line')`. */
export function collectRelationJoin(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null) return
  if (method.name === 'relation') collectRelationOf(node, file)
  if (!joins.test(method.name)) return
  const first = method.name.includes('AndMap') ? 1 : 0
  const path = textAt(node, first)
  const alias = textAt(node, first + 1)
  const [owner, name, ...rest] = path?.text.split('.') ?? []
  const of = owner === undefined ? undefined : (file.aliases.get(owner) ?? entityOfAlias(owner))
  if (path === null || of === undefined || name === undefined || rest.length > 0) return
  const ref: TableRef = { kind: 'relation', of, name }
  if (alias !== null) file.aliases.set(alias.text, ref)
  emitRelation(ref, path.start, file)
}

/** Queries that come from elsewhere tend to call a table like its entity: `order_line` for `OrderLine`. */
function entityOfAlias(alias: string): TableRef {
  const name = alias.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return { kind: 'entity', name }
}

/** `.relation(User, 'orders')` */
function collectRelationOf(call: Extract<Node, { type: 'CallExpression' }>, file: FileContext): void {
  const entity = argumentAt(call, 0)
  const name = textAt(call, 1)
  const of = entity === null ? null : deriveRef(entity, file.scopes)
  if (of !== null && name !== null) emitRelation({ kind: 'relation', of, name: name.text }, name.start, file)
}

function textAt(call: Extract<Node, { type: 'CallExpression' }>, index: number) {
  const argument = argumentAt(call, index)
  if (argument?.type !== 'Literal' || typeof argument.value !== 'string') return null
  return { text: argument.value, start: argument.start }
}

function emitRelation(ref: TableRef, at: number, file: FileContext): void {
  const site = {
    kind: 'use',
    by: 'typeorm',
    access: 'read',
    inside: null,
    query: [],
    certain: false,
  } as const
  file.emit({ ...file.placeAt(at), ...site, ref })
}
