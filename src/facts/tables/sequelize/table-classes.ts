import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { refOfName } from '../model/model-ref.js'
import { argumentAt, lastName, propertyName } from '../syntax/expression.js'
import { effectsIn } from '../syntax/relation-effects.js'
import { isClass } from '../syntax/scopes.js'
import type { TableRelation } from '../table-site.js'
import { tableOf } from './define-models.js'

const relationDecorators = /^(?:HasOne|HasMany|BelongsTo|BelongsToMany|ForeignKey)$/

/** Classes of sequelize-typescript: `@Table class User extends Model`. */
export function collectTableClass(node: Node, file: FileContext): void {
  if (!isClass(node) || node.id === null || !file.imports.has('sequelize-typescript')) return
  const decorator = node.decorators.find(({ expression }) => lastName(expression) === 'Table')
  if (decorator === undefined) return
  const { expression } = decorator
  const local = node.id.name
  file.emit({
    ...file.placeAt(node.id.start),
    kind: 'definition',
    by: 'sequelize',
    entity: local,
    table: tableOf(local, expression.type === 'CallExpression' ? argumentAt(expression, 0) : null, file),
    local,
    exported: file.exported.get(local) ?? [],
    parent: null,
    creator: null,
    relations: node.body.body.flatMap(member => relationOf(member, file)),
  })
}

function relationOf(member: Node, file: FileContext): readonly TableRelation[] {
  if (member.type !== 'PropertyDefinition') return []
  const name = propertyName(member)
  return member.decorators.flatMap(({ expression }) => {
    const isRelation =
      expression.type === 'CallExpression' && relationDecorators.test(lastName(expression) ?? '')
    const given = isRelation ? argumentAt(expression, 0) : null
    const target = given === null ? null : refOfName(given, file)
    if (name === null || target === null || expression.type !== 'CallExpression') return []
    const effects = effectsIn(expression.arguments.at(-1), file)
    return [
      { ...file.placeAt(expression.start), name, target, side: 'holds' as const, label: null, ...effects },
    ]
  })
}
