import type { CallExpression, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { namesOfMade } from '../model/made-names.js'
import { derivePlural } from '../model/plural.js'
import { argumentAt, lastName, methodOf, propertyValue } from '../syntax/expression.js'
import { deriveRef, deriveText } from '../syntax/refs.js'
import { isClass } from '../syntax/scopes.js'
import { collectionOf, relationsOfClass, relationsOfSchema, type SchemaCall } from './schema-relations.js'

/** `mongoose.model('User', schema, 'people')` */
export function collectMongooseModel(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression' || node.arguments.length < 2 || !isModelMaker(node, file)) return
  const given = argumentAt(node, 0)
  const name = given === null ? null : nameOf(given, file)
  const schema = argumentAt(node, 1)
  if (name === null || schema === null) return
  const { local, exported, start } = namesOfMade(node, file)
  const own = schemaCall(schema)
  const ref = own === null ? deriveRef(schema, file.scopes) : null
  const third = argumentAt(node, 2)
  const collection = third === null ? null : deriveText(third, file.scopes)
  file.emit({
    ...file.placeAt(start ?? node.start),
    kind: 'definition',
    by: 'mongoose',
    entity: name,
    table: collection ?? (own === null ? null : collectionOf(own, file)) ?? derivePlural(name.toLowerCase()),
    local,
    exported,
    parent: null,
    creator: null,
    relations: own === null ? [] : relationsOfSchema(own, file),
    ...(ref === null ? {} : { schema: ref }),
  })
}

function isModelMaker(call: CallExpression, file: FileContext): boolean {
  const method = methodOf(call)
  if (method === null) {
    const binding = call.callee.type === 'Identifier' ? file.scopes.lookup(call.callee.name) : null
    return binding?.kind === 'import' && binding.specifier === 'mongoose' && binding.symbol === 'model'
  }
  return method.name === 'model' && /mongoose|conn|^db$/i.test(lastName(method.receiver) ?? '')
}

function nameOf(given: Node, file: FileContext): string | null {
  const text = deriveText(given, file.scopes)
  return text ?? (given.type === 'MemberExpression' ? lastName(given.object) : null)
}

/** `new Schema(…)`, and without `new`, which Mongoose allows. */
function schemaCall(node: Node): SchemaCall | null {
  const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
  return isCall && lastName(node.callee) === 'Schema' ? node : null
}

/** `const UserSchema = new Schema({ … })`, of which a model is made, maybe elsewhere. */
export function collectMongooseSchema(node: Node, file: FileContext): void {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || node.init === null) return
  const made = schemaCall(node.init)
  if (made === null) return
  const local = node.id.name
  file.emit({
    ...file.placeAt(node.id.start),
    kind: 'schema',
    local,
    exported: file.exported.get(local) ?? [],
    relations: relationsOfSchema(made, file),
    table: collectionOf(made, file),
  })
}

/** `@Schema({ collection: 'people' }) class User` of NestJS. */
export function collectSchemaClass(node: Node, file: FileContext): void {
  if (!isClass(node) || node.id === null || !file.imports.has('@nestjs/mongoose')) return
  const decorator = node.decorators.find(({ expression }) => lastName(expression) === 'Schema')
  if (decorator === undefined || !isModelClass(node.id.name, file)) return
  const { expression } = decorator
  const options = expression.type === 'CallExpression' ? argumentAt(expression, 0) : null
  const collection = options?.type === 'ObjectExpression' ? propertyValue(options, 'collection') : null
  const local = node.id.name
  file.emit({
    ...file.placeAt(node.id.start),
    kind: 'definition',
    by: 'mongoose',
    entity: local,
    table:
      (collection === null ? null : deriveText(collection, file.scopes)) ?? derivePlural(local.toLowerCase()),
    local,
    exported: file.exported.get(local) ?? [],
    parent: null,
    creator: null,
    relations: relationsOfClass(node, file),
  })
}

/** A class with `_id: false` describes a part of a document. */
function isModelClass(name: string, file: FileContext): boolean {
  return !new RegExp(`@Schema\\(\\{[^}]*_id:\\s*false[^}]*\\}\\)\\s*(?:export\\s+)?class\\s+${name}\\b`).test(
    file.text,
  )
}
