import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { lastName, memberName, propertyName, unwrap } from '../syntax/expression.js'
import { deriveQueryKeys, isValidator } from '../syntax/query-keys.js'
import { isNamedPrisma } from './collect-client.js'

/** A model handed on without a call: `new Repository(prisma.user)`, `const { user } = prisma`. */
export function collectModelValue(node: Node, file: FileContext): void {
  if (node.type === 'MemberExpression') {
    const name = memberName(node)
    if (name === null || !isClientName(node.object) || isCalledOn(node, file)) return
    emitModel(name, node.property.start, file)
  }
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init !== null) {
    if (!isClientName(node.init)) return
    for (const property of node.id.properties) {
      const name = property.type === 'Property' ? propertyName(property) : null
      if (name !== null) emitModel(name, property.start, file)
    }
  }
}

/** `Prisma`, the namespace of types, is no client. */
function isClientName(node: Node): boolean {
  const inner = unwrap(node)
  if (inner.type === 'ThisExpression') return false
  const name = lastName(inner)
  return name !== null && isNamedPrisma(name) && !/^Prisma/.test(name)
}

function isCalledOn(node: Node, file: FileContext): boolean {
  const parent = file.ancestors.at(-1)
  return (
    (parent?.type === 'MemberExpression' && parent.object === node) ||
    (parent?.type === 'CallExpression' && parent.callee === node) ||
    (parent?.type === 'AssignmentExpression' && parent.left === node)
  )
}

function emitModel(name: string, at: number, file: FileContext): void {
  file.emit({
    ...file.placeAt(at),
    kind: 'use',
    by: 'prisma',
    access: 'refer',
    ref: { kind: 'model', name },
    inside: null,
    query: [],
    certain: false,
  })
}

const queryTypes =
  /^(\w+?)(?:Select|Include|Omit|DefaultArgs|WhereInput|WhereUniqueInput|(?:Unchecked)?(?:Create|Update)Input|(?:FindMany|FindFirst|FindUnique|FindFirstOrThrow|FindUniqueOrThrow|Update|Create|Delete|Upsert)Args)$/

/** A piece of a query that is written apart, known by its type: `{ … } satisfies Prisma.UserSelect`. */
export function collectTypedQuery(node: Node, file: FileContext): void {
  const typed = findTyped(node)
  if (typed === null) return
  const model = findModelType(typed.type)
  if (model === null || unwrap(typed.value).type !== 'ObjectExpression') return
  file.emit({
    ...file.placeAt(unwrap(typed.value).start),
    kind: 'use',
    by: 'prisma',
    access: 'refer',
    ref: { kind: 'model', name: model },
    inside: null,
    query: deriveQueryKeys(typed.value, file),
    certain: false,
  })
}

function findTyped(node: Node): { readonly value: Node; readonly type: Node } | null {
  if (node.type === 'TSSatisfiesExpression' || node.type === 'TSAsExpression') {
    return { value: node.expression, type: node.typeAnnotation }
  }
  if (node.type === 'VariableDeclarator' && node.init !== null && node.id.type === 'Identifier') {
    const type = node.id.typeAnnotation?.typeAnnotation
    return type === undefined ? null : { value: node.init, type }
  }
  if (node.type !== 'CallExpression' || !isValidator(node)) return null
  const maker = unwrap(node.callee)
  const [value] = node.arguments
  const type = maker.type === 'CallExpression' ? maker.typeArguments?.params[0] : undefined
  return value === undefined || type === undefined ? null : { value, type }
}

/** `user` for the type `Prisma.UserSelect`. */
function findModelType(type: Node): string | null {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'TSQualifiedName') return null
  const { left, right } = type.typeName
  const model =
    left.type === 'Identifier' && left.name === 'Prisma' ? queryTypes.exec(right.name)?.[1] : undefined
  return model === undefined ? null : model.charAt(0).toLowerCase() + model.slice(1)
}
