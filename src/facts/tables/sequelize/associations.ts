import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { modelRef } from '../model/model-ref.js'
import { argumentAt, lastName, methodOf, propertyValue } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'
import { effectsIn } from '../syntax/relation-effects.js'

/** `User.hasMany(models.Order, { as: 'orders' })` */
export function collectAssociation(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  if (method === null || !/^(?:hasOne|hasMany|belongsTo|belongsToMany)$/.test(method.name)) return
  const given = argumentAt(node, 0)
  const of = modelRef(method.receiver, file)
  const target = given === null ? null : modelRef(given, file)
  if (given === null || of === null || target === null) return
  const options = argumentAt(node, 1)
  const as = options?.type === 'ObjectExpression' ? propertyValue(options, 'as') : null
  const name = (as === null ? null : deriveText(as, file.scopes)) ?? lastName(given) ?? ''
  const place = file.placeAt(node.start)
  const relation = {
    ...place,
    name,
    target,
    side: 'holds',
    label: null,
    ...effectsIn(options, file),
  } as const
  file.emit({ ...place, kind: 'relations', of, relations: [relation] })
}
