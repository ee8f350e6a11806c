import type { Class, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { modelType } from '../model/model-ref.js'
import { repositoryType } from '../orm/collect-arguments.js'
import { propertyName } from '../syntax/expression.js'
import { deriveRef, deriveText, refOfType } from '../syntax/refs.js'
import { isClass } from '../syntax/scopes.js'
import type { GivenTable, HolderField } from '../table-site.js'
import { fieldsOf } from './fields.js'

/** Base classes of repositories, and the classes that tell them their table; linking puts both together. */
export function collectHolder(node: Node, file: FileContext): void {
  if (!isClass(node) || node.id === null) return
  const touches = file.holders.get(node) ?? []
  const parent = node.superClass === null ? null : deriveRef(node.superClass, file.scopes)
  const parameters = parametersOf(node)
  const given = (node.superTypeArguments?.params ?? []).map((type): GivenTable | null => {
    const name = nameOfType(type)
    if (name !== null && parameters.includes(name)) return { kind: 'parameter', name }
    return refOfType(type, file.scopes)
  })
  const fields = holderFields(node, file)
  const saysTable = parent !== null && (given.some(ref => ref !== null) || fields.length > 0)
  const asks = fields.some(({ parameter }) => parameter !== null)
  if (touches.length === 0 && !saysTable && !asks) return
  const local = node.id.name
  file.emit({
    ...file.placeAt(node.id.start),
    kind: 'holder',
    local,
    exported: file.exported.get(local) ?? [],
    parent,
    given,
    parameters,
    fields,
    touches,
  })
}

function parametersOf(node: Class): readonly string[] {
  return (node.typeParameters?.params ?? []).map(({ name }) => ('name' in name ? String(name.name) : ''))
}

function holderFields(node: Class, file: FileContext): readonly HolderField[] {
  const parameters = new Set(parametersOf(node))
  const typed = fieldsOf(node).flatMap(({ name, type }): readonly HolderField[] => {
    const entity = name === null || type === null ? null : entityType(annotated(type))
    if (name === null || entity === null) return []
    const parameter = nameOfType(entity)
    if (parameter !== null && parameters.has(parameter)) return [{ name, table: null, parameter }]
    const table = refOfType(entity, file.scopes)
    return table === null ? [] : [{ name, table, parameter: null }]
  })
  return [...typed, ...namedTables(node, file)]
}

function entityType(type: Node): Node | null {
  return repositoryType(type) ?? modelType(type)
}

function annotated(type: Node): Node {
  return type.type === 'TSTypeAnnotation' ? type.typeAnnotation : type
}

function nameOfType(type: Node): string | null {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : null
}

/** `tableName = 'users'` */
function namedTables(node: Class, file: FileContext): readonly HolderField[] {
  return node.body.body.flatMap(member => {
    const name = member.type === 'PropertyDefinition' ? propertyName(member) : null
    if (member.type !== 'PropertyDefinition' || name === null || member.value === null) return []
    const text = /table|collection/i.test(name) ? deriveText(member.value, file.scopes) : null
    if (text === null || !/^[\w$.]+$/.test(text)) return []
    return [{ name, table: { kind: 'table' as const, name: text }, parameter: null }]
  })
}
