import type { Node } from 'oxc-parser'
import type { FileContext } from '../collector.js'
import { fieldsOf, type Field } from '../holder/fields.js'
import { argumentAt, lastName, memberName, methodOf, returnedBy, unwrapAwait } from '../syntax/expression.js'
import { deriveRef, deriveText, refOfType } from '../syntax/refs.js'
import { isClass } from '../syntax/scopes.js'
import type { TableRef } from '../table-site.js'
import { accessOfModelMethod } from './model-methods.js'

/** Objects that hold a project's models by name: `models.User`, `db.User`, `sequelize.models.User`. */
const containers = /^(?:models?|db|database|orm|entities)$/i
/** Steps from variable to variable before the search for a model is given up. */
const depthLimit = 5

/** The model that an expression stands for: a class, a constant, `models.User`, a field that holds a model. */
export function modelRef(node: Node, file: FileContext, depth = 0): TableRef | null {
  const inner = unwrapAwait(node)
  if (depth > depthLimit) return null
  switch (inner.type) {
    case 'MemberExpression':
      return refOfMember(inner, file)
    case 'Identifier':
      return refOfVariable(inner.name, inner, { file, depth })
    case 'ThisExpression': {
      const around = file.ancestors.findLast(isClass)
      const name = around !== undefined && isClass(around) ? around.id?.name : undefined
      return name === undefined ? null : { kind: 'local', name, path: [] }
    }
    case 'CallExpression':
      return namedByCall(inner, file)
    default:
      return null
  }
}

function refOfMember(node: Extract<Node, { type: 'MemberExpression' }>, file: FileContext): TableRef | null {
  const name = memberName(node)
  if (name === null) return null
  const object = unwrapAwait(node.object)
  if (object.type === 'ThisExpression') return refOfField(name, file)
  if (containers.test(lastName(object) ?? '')) return { kind: 'entity', name }
  return deriveRef(node, file.scopes)
}

function refOfVariable(
  name: string,
  node: Node,
  { file, depth }: { readonly file: FileContext; readonly depth: number },
): TableRef | null {
  const binding = file.scopes.lookup(name)
  if (binding?.kind === 'parameter') return binding.type === null ? null : refOfModelType(binding.type, file)
  if (binding?.kind !== 'variable' || binding.init === null) return deriveRef(node, file.scopes)
  const [member, ...rest] = binding.path
  if (member !== undefined) {
    const isHeld = rest.length === 0 && containers.test(lastName(binding.init) ?? '')
    return isHeld ? { kind: 'entity', name: member } : deriveRef(node, file.scopes)
  }
  if (binding.init.type === 'NewExpression') return null
  if (madeHere.test(binding.init.type)) {
    return namedByCall(binding.init, file) ?? (isRow(binding.init) ? null : { kind: 'local', name, path: [] })
  }
  return modelRef(binding.init, file, depth + 1) ?? deriveRef(node, file.scopes)
}

/** Expressions that may make a model of the file's own. */
const madeHere = /^(?:Call|Logical|Conditional)Expression$/

/** What a model finds or makes is a row, not a model. */
function isRow(init: Node): boolean {
  return init.type === 'CallExpression' && accessOfModelMethod(methodOf(init)?.name ?? '') !== null
}

/** `mongoose.model('User')` asks for a model, `sequelize.model('User')` too. */
function namedByCall(call: Node, file: FileContext): TableRef | null {
  if (call.type !== 'CallExpression' || lastName(call.callee) !== 'model' || call.arguments.length !== 1)
    return null
  const given = argumentAt(call, 0)
  return given === null ? null : refOfName(given, file)
}

/** `'User'`, `User.name`, `User`, `() => User`. */
export function refOfName(given: Node, file: FileContext): TableRef | null {
  const inner = returnedBy(given) ?? given
  const text = deriveText(inner, file.scopes)
  if (text !== null) return { kind: 'entity', name: text }
  const isName = inner.type === 'MemberExpression' && memberName(inner) === 'name'
  return isName ? deriveRef(inner.object, file.scopes) : modelRef(inner, file)
}

/** The model behind `this.userModel`: as injected, or as its type says. */
function refOfField(name: string, file: FileContext): TableRef | null {
  const around = file.ancestors.findLast(isClass)
  if (around === undefined || !isClass(around)) return null
  const field = fieldsOf(around).find(candidate => candidate.name === name)
  if (field === undefined) return null
  return injectedModel(field, file) ?? (field.type === null ? null : refOfModelType(field.type, file))
}

function injectedModel({ decorators }: Field, file: FileContext): TableRef | null {
  for (const decorator of decorators) {
    const call = decorator.type === 'Decorator' ? decorator.expression : null
    if (call?.type !== 'CallExpression' || lastName(call.callee) !== 'InjectModel') continue
    const given = argumentAt(call, 0)
    return given === null ? null : refOfName(given, file)
  }
  return null
}

/** The class in `Model<User>` and `typeof User`. */
export function refOfModelType(type: Node, file: FileContext): TableRef | null {
  const inner = type.type === 'TSTypeAnnotation' ? type.typeAnnotation : type
  if (inner.type === 'TSTypeQuery') {
    return inner.exprName.type === 'Identifier' ? refOfType(inner.exprName, file.scopes) : null
  }
  const given = modelType(inner)
  return given === null ? null : refOfType(given, file.scopes)
}

/** What stands in `Model<…>`. */
export function modelType(type: Node): Node | null {
  const isModel =
    type.type === 'TSTypeReference' &&
    /^(?:mongoose\.)?(?:Paginate)?Model(?:Type)?$/.test(lastTypeName(type.typeName))
  return isModel ? (type.typeArguments?.params[0] ?? null) : null
}

function lastTypeName(name: Node): string {
  if (name.type === 'TSQualifiedName') return name.right.name
  return name.type === 'Identifier' ? name.name : ''
}
