import type { Node } from 'oxc-parser'
import type { TableRef } from '../table-site.js'
import { argumentAt, lastName, memberName, propertyValue, unwrap, unwrapAwait } from './expression.js'
import type { Binding, Scopes } from './scopes.js'

/** Steps from name to name before a chain of constants is given up. */
const depthLimit = 8

/** What an expression names: an import, a constant or class of the file, or a member of either; null otherwise. */
export function deriveRef(node: Node, scopes: Scopes, depth = 0): TableRef | null {
  if (depth > depthLimit) return null
  const inner = unwrapAwait(node)
  if (inner.type === 'MemberExpression') {
    const name = memberName(inner)
    if (name === null) return null
    const bundled = bundledValue(inner.object, name, scopes)
    if (bundled !== null) return deriveRef(bundled, scopes, depth + 1)
    return addPath(deriveRef(inner.object, scopes, depth + 1), [name])
  }
  if (inner.type !== 'Identifier') return null
  const binding = scopes.lookup(inner.name)
  return binding === null ? null : refOfBinding({ name: inner.name, binding, scopes, depth })
}

/** `users` in `tables.users` with `const tables = { users, orders }`. */
function bundledValue(object: Node, name: string, scopes: Scopes): Node | null {
  const bundle = unwrapAwait(object)
  const binding = bundle.type === 'Identifier' ? scopes.lookup(bundle.name) : null
  if (binding?.kind !== 'variable' || binding.init === null || binding.path.length > 0) return null
  const init = unwrap(binding.init)
  return init.type === 'ObjectExpression' ? propertyValue(init, name) : null
}

interface NamedBinding {
  readonly name: string
  readonly binding: Binding
  readonly scopes: Scopes
  readonly depth: number
}

function refOfBinding({ name, binding, scopes, depth }: NamedBinding): TableRef | null {
  switch (binding.kind) {
    case 'import':
      return { kind: 'import', specifier: binding.specifier, symbol: binding.symbol, path: [] }
    case 'class':
      return { kind: 'local', name, path: [] }
    case 'variable': {
      const { init, path } = binding
      if (init === null) return null
      const made = init.type === 'CallExpression' || init.type === 'NewExpression'
      if (!made && init.type !== 'ObjectExpression') return addPath(deriveRef(init, scopes, depth + 1), path)
      const aliased = init.type === 'CallExpression' ? aliasedTable(init) : null
      if (aliased !== null) return deriveRef(aliased, scopes, depth + 1)
      return { kind: 'local', name, path }
    }
    default:
      return null
  }
}

/** `users` in `alias(users, 'u')`. */
function aliasedTable(init: Extract<Node, { type: 'CallExpression' }>): Node | null {
  return /^alias(?:edTable)?$/.test(lastName(init.callee) ?? '') ? argumentAt(init, 0) : null
}

function addPath(ref: TableRef | null, path: readonly string[]): TableRef | null {
  if (ref === null || (ref.kind !== 'import' && ref.kind !== 'local') || path.includes('*')) return null
  return path.length === 0 ? ref : { ...ref, path: [...ref.path, ...path] }
}

/** The name of a class or table in a type: `User` in `Repository<User>`. */
export function refOfType(type: Node, scopes: Scopes): TableRef | null {
  if (type.type === 'TSQualifiedName') return addPath(refOfType(type.left, scopes), [type.right.name])
  if (type.type === 'TSTypeReference') return refOfType(type.typeName, scopes)
  return type.type === 'Identifier' ? deriveRef(type, scopes) : null
}

/** The text of a string, or of a constant of the file that holds one: `TABLES.users`. */
export function deriveText(node: Node, scopes: Scopes, depth = 0): string | null {
  if (depth > depthLimit) return null
  const inner = unwrap(node)
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? inner.value : null
    case 'TemplateLiteral':
      return inner.expressions.length === 0 ? (inner.quasis[0]?.value.cooked ?? null) : null
    case 'Identifier': {
      const binding = scopes.lookup(inner.name)
      const isConstant = binding?.kind === 'variable' && binding.path.length === 0 && binding.init !== null
      return isConstant ? deriveText(binding.init, scopes, depth + 1) : null
    }
    case 'MemberExpression':
      return deriveMemberText(inner, scopes, depth)
    default:
      return null
  }
}

function deriveMemberText(
  member: Extract<Node, { type: 'MemberExpression' }>,
  scopes: Scopes,
  depth: number,
): string | null {
  const name = memberName(member)
  const object = unwrap(member.object)
  if (name === null || object.type !== 'Identifier') return null
  const binding = scopes.lookup(object.name)
  if (binding?.kind === 'enum') {
    const found = binding.node.body.members.find(({ id }) => 'name' in id && id.name === name)
    return found?.initializer == null ? null : deriveText(found.initializer, scopes, depth + 1)
  }
  if (binding?.kind !== 'variable' || binding.init === null) return null
  const init = unwrap(binding.init)
  const value = init.type === 'ObjectExpression' ? propertyValue(init, name) : null
  return value === null ? null : deriveText(value, scopes, depth + 1)
}
