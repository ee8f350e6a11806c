import type { CallExpression, Node, ObjectExpression } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { namesOfMade } from '../model/made-names.js'
import { derivePlural } from '../model/plural.js'
import { argumentAt, lastName, methodOf, propertyValue } from '../syntax/expression.js'
import { deriveText } from '../syntax/refs.js'

/** `sequelize.define('user', { … }, { tableName })` and `User.init({ … }, { sequelize })`. */
export function collectSequelizeModel(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  if (isDefine(node, file)) emitDefined(node, file)
  else if (isInit(node)) emitInitialised(node, file)
}

function isDefine(call: CallExpression, file: FileContext): boolean {
  const method = methodOf(call)
  if (method?.name !== 'define' || call.arguments.length < 2) return false
  return /sequelize/i.test(lastName(method.receiver) ?? '') || /\b(?:DataTypes|Sequelize)\b/.test(file.text)
}

function isInit(call: CallExpression): boolean {
  const options = argumentAt(call, 1)
  return (
    methodOf(call)?.name === 'init' &&
    options?.type === 'ObjectExpression' &&
    ['sequelize', 'tableName', 'modelName'].some(name => propertyValue(options, name) !== null)
  )
}

/** The table that `define` or `init` gives to its model; null for another call. */
export function tableOfModelCall(call: CallExpression, file: FileContext): string | null {
  if (isDefine(call, file)) {
    const given = argumentAt(call, 0)
    const name = given === null ? null : deriveText(given, file.scopes)
    return name === null ? null : tableOf(name, argumentAt(call, 2), file)
  }
  if (!isInit(call)) return null
  const options = argumentAt(call, 1)
  const name = textOf(options, 'modelName', file) ?? lastName(methodOf(call)?.receiver ?? call)
  return name === null ? null : tableOf(name, options, file)
}

function emitDefined(call: CallExpression, file: FileContext): void {
  const given = argumentAt(call, 0)
  const model = given === null ? null : deriveText(given, file.scopes)
  const table = tableOfModelCall(call, file)
  if (model === null || table === null) return
  const { local, exported, start } = namesOfMade(call, file)
  emit({ table, entity: local ?? model, local, exported, start: start ?? call.start }, file)
}

function emitInitialised(call: CallExpression, file: FileContext): void {
  const receiver = methodOf(call)?.receiver
  const around = file.ancestors.find(({ type }) => type === 'ClassDeclaration')
  const inClass = around?.type === 'ClassDeclaration' ? (around.id?.name ?? null) : null
  const local =
    receiver?.type === 'Identifier'
      ? receiver.name
      : /^(?:this|super)$/.test(nameOf(receiver))
        ? inClass
        : null
  const options = argumentAt(call, 1)
  const name = textOf(options, 'modelName', file) ?? local
  if (name === null) return
  const exported = local === null ? [] : (file.exported.get(local) ?? [])
  emit(
    { table: tableOf(name, options, file), entity: local ?? name, local, exported, start: call.start },
    file,
  )
}

function nameOf(receiver: Node | undefined): string {
  if (receiver?.type === 'Super') return 'super'
  return receiver === undefined ? '' : (lastName(receiver) ?? '')
}

/** The name in the options, or the model's own or its plural, as Sequelize derives it. */
export function tableOf(model: string, options: Node | null, file: FileContext): string {
  const schema = textOf(options, 'schema', file)
  const given = textOf(options, 'tableName', file)
  const isSet = (name: string) =>
    options?.type === 'ObjectExpression' &&
    file.text.slice(options.start, options.end).includes(`${name}: true`)
  const snake = isSet('underscored') ? deriveUnderscored(model) : model
  const table = given ?? (isSet('freezeTableName') ? snake : derivePlural(snake))
  return schema === null ? table : `${schema}.${table}`
}

function deriveUnderscored(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}

function textOf(options: Node | null, name: string, file: FileContext): string | null {
  const value = options?.type === 'ObjectExpression' ? propertyValue(options as ObjectExpression, name) : null
  return value === null ? null : deriveText(value, file.scopes)
}

interface ModelDefinition {
  readonly table: string
  readonly entity: string
  readonly local: string | null
  readonly exported: readonly string[]
  readonly start: number
}

function emit({ start, ...model }: ModelDefinition, file: FileContext): void {
  const none = { parent: null, creator: null, relations: [] }
  file.emit({ ...file.placeAt(start), kind: 'definition', by: 'sequelize', ...model, ...none })
}
