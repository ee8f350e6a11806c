import type { CallExpression, Node, ObjectExpression } from 'oxc-parser'

/** The expression behind parentheses, type assertions and optional chaining. */
export function unwrap(node: Node): Node {
  let inner = node
  for (;;) {
    switch (inner.type) {
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression
        break
      default:
        return inner
    }
  }
}

/** As `unwrap`, and behind `await`. */
export function unwrapAwait(node: Node): Node {
  const inner = unwrap(node)
  return inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner
}

/** The member's name in `a.name`, `a['name']` and `a.#name`; null when it is computed. */
export function memberName(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null
  const { property } = node
  if (node.computed) {
    return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
  }
  return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : null
}

/** The name of a property in an object or class body; null when it is computed. */
export function propertyName(property: { readonly key: Node; readonly computed: boolean }): string | null {
  const { key } = property
  if (key.type === 'Literal') return typeof key.value === 'string' ? key.value : null
  if (property.computed) return null
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : null
}

/** The last name of an expression: `prisma` in `this.prisma`, `getDb` in `getDb()`, `this` itself. */
export function lastName(node: Node): string | null {
  const inner = unwrapAwait(node)
  switch (inner.type) {
    case 'Identifier':
      return inner.name
    case 'ThisExpression':
      return 'this'
    case 'MemberExpression':
      return memberName(inner)
    case 'CallExpression':
    case 'NewExpression':
      return lastName(inner.callee)
    default:
      return null
  }
}

/** A call of a method: `receiver.name(…)`. */
export interface MethodCall {
  readonly name: string
  readonly receiver: Node
  /** Offset of the method's name. */
  readonly at: number
}

export function methodOf(call: CallExpression): MethodCall | null {
  const callee = unwrap(call.callee)
  const name = memberName(callee)
  if (callee.type !== 'MemberExpression' || name === null) return null
  return { name, receiver: unwrapAwait(callee.object), at: callee.property.start }
}

/** The argument at an index, without type assertions; null when it is absent or spread. */
export function argumentAt(call: { readonly arguments: readonly Node[] }, index: number): Node | null {
  const argument = call.arguments[index]
  return argument === undefined || argument.type === 'SpreadElement' ? null : unwrap(argument)
}

/** The value of a property of an object literal, null when there is none. */
export function propertyValue(object: ObjectExpression, name: string): Node | null {
  for (const property of object.properties) {
    if (property.type === 'Property' && propertyName(property) === name) return unwrap(property.value)
  }
  return null
}

export function isFunction(node: Node | null): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'
}

/** What `() => x` and `function () { return x }` give back; null for anything longer. */
export function returnedBy(node: Node): Node | null {
  if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') return null
  const { body } = node
  if (body === null) return null
  if (body.type !== 'BlockStatement') return unwrap(body)
  const last = body.body.at(-1)
  return last?.type === 'ReturnStatement' && last.argument !== null ? unwrap(last.argument) : null
}
