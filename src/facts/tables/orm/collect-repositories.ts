import type { CallExpression, Class, Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { fieldsOf } from '../holder/fields.js'
import { touchField } from '../holder/touch-field.js'
import { argumentAt, lastName, memberName, methodOf } from '../syntax/expression.js'
import { deriveQueryKeys } from '../syntax/query-keys.js'
import { deriveRef, refOfType } from '../syntax/refs.js'
import { isClass } from '../syntax/scopes.js'
import type { TableRef } from '../table-site.js'
import { isClassName, repositoryType } from './collect-arguments.js'
import { accessOfRepository } from './method-access.js'

/** Methods of a repository whose entity the file tells: `this.users.save(user)`, `getRepository(User).find()`. */
export function collectRepositoryCall(node: Node, file: FileContext): void {
  if (node.type !== 'CallExpression') return
  const method = methodOf(node)
  const access = method === null ? null : accessOfRepository(method.name)
  if (method === null || access === null) return
  const ref = entityOf(method.receiver, file, 0)
  if (ref === null) {
    touchField(method.receiver, { access, by: 'typeorm' }, file)
    return
  }
  file.emit({
    ...file.placeAt(method.at),
    kind: 'use',
    by: 'typeorm',
    access,
    ref,
    inside: null,
    query: deriveQueryKeys(argumentAt(node, 0), file),
    certain: false,
  })
  const alias = method.name === 'createQueryBuilder' ? argumentAt(node, 0) : null
  if (alias?.type === 'Literal' && typeof alias.value === 'string') file.aliases.set(alias.value, ref)
}

/** Steps from variable to variable before the search for a repository is given up. */
const depthLimit = 5

/** The entity of an expression that holds a repository. */
function entityOf(node: Node, file: FileContext, depth: number): TableRef | null {
  if (depth > depthLimit) return null
  switch (node.type) {
    case 'CallExpression':
      return entityOfCall(node, file)
    case 'ThisExpression':
      return entityOfType(enclosingClass(file), file)
    case 'MemberExpression': {
      const name = memberName(node)
      const around = node.object.type === 'ThisExpression' ? enclosingClass(file) : null
      return name === null || around === null ? null : entityOfField(around, name, file)
    }
    case 'Identifier': {
      const binding = file.scopes.lookup(node.name)
      if (binding?.kind === 'parameter') return entityOfType(binding.type, file)
      if (binding?.kind !== 'variable' || binding.path.length > 0) return null
      return (
        entityOfType(binding.type, file) ??
        (binding.init === null ? null : entityOf(binding.init, file, depth + 1))
      )
    }
    default:
      return null
  }
}

function entityOfCall(call: CallExpression, file: FileContext): TableRef | null {
  if (!/^get(?:Tree|Mongo)?Repository$/.test(lastName(call.callee) ?? '')) return null
  const given = call.arguments
    .slice(0, 2)
    .flatMap(argument => (argument.type === 'SpreadElement' ? [] : (deriveRef(argument, file.scopes) ?? [])))
  const entity = given.find(isEntityLike) ?? given.at(-1)
  if (entity !== undefined) return entity
  const name = argumentAt(call, 0)
  return name?.type === 'Literal' && typeof name.value === 'string'
    ? { kind: 'entity', name: name.value }
    : null
}

/** `User` rather than the context or the connection that stands beside it. */
function isEntityLike(ref: TableRef): boolean {
  if (ref.kind === 'import') return isClassName(ref.path.at(-1) ?? ref.symbol)
  return ref.kind === 'local' && isClassName(ref.path.at(-1) ?? ref.name)
}

function enclosingClass(file: FileContext): Class | null {
  const around = file.ancestors.findLast(isClass)
  return around !== undefined && isClass(around) ? around : null
}

/** The entity in `Repository<User>`, of an annotation, a type or a class that extends it. */
function entityOfType(type: Node | null, file: FileContext): TableRef | null {
  if (type === null) return null
  const entity = repositoryType(type.type === 'TSTypeAnnotation' ? type.typeAnnotation : type)
  return entity === null ? null : refOfType(entity, file.scopes)
}

function entityOfField(around: Class, name: string, file: FileContext): TableRef | null {
  for (const field of fieldsOf(around)) {
    if (field.name !== name) continue
    return entityOfType(field.type, file) ?? injectedEntity(field.decorators, file)
  }
  return null
}

function injectedEntity(decorators: readonly Node[], file: FileContext): TableRef | null {
  for (const decorator of decorators) {
    const call = decorator.type === 'Decorator' ? decorator.expression : null
    if (call?.type !== 'CallExpression' || lastName(call.callee) !== 'InjectRepository') continue
    const entity = argumentAt(call, 0)
    return entity === null ? null : deriveRef(entity, file.scopes)
  }
  return null
}
