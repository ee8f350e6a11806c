import { ts } from 'ts-morph'
import { type CallGraph, packageOf, type Scope } from '../calls/index.js'
import type { Round } from './round.js'

const fieldDecorators = new Set(['FieldResolver', 'ResolveField', 'ResolveProperty', 'ResolveReference'])
const writingDecorators = new Set(['Expose', 'Transform'])
const writers = new Set(['serialize', 'toJSON'])

/** A function that is run for each item of a list: a field of GraphQL, or what writes one object. */
export function itemwise(scope: Scope, { program }: CallGraph): Round | null {
  const found = (repetition: Round['repetition']): Round => ({
    repetition,
    node: scope,
    over: null,
    bound: null,
    body: scope,
  })
  const names = ts.canHaveDecorators(scope) ? decoratorNames(scope, program) : []
  if (names.some(name => fieldDecorators.has(name))) return found('field')
  if (names.some(name => writingDecorators.has(name)) || isInDecorator(scope)) return found('serializer')
  const isMethod = ts.isMethodDeclaration(scope) && writers.has(scope.name.getText())
  return isMethod ? found('serializer') : null
}

/** Names of decorators that a package declares. */
function decoratorNames(node: ts.HasDecorators, program: CallGraph['program']): readonly string[] {
  return (ts.getDecorators(node) ?? []).flatMap(({ expression }) => {
    const callee = ts.isCallExpression(expression) ? expression.expression : expression
    return packageOf(callee, program) === null
      ? []
      : [ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()]
  })
}

/** `@Transform(({ value }) => …)` runs its callback for each object. */
function isInDecorator(scope: Scope): boolean {
  if (!ts.isArrowFunction(scope) && !ts.isFunctionExpression(scope)) return false
  const call = scope.parent
  if (!ts.isCallExpression(call) || !ts.isDecorator(call.parent)) return false
  return writingDecorators.has(call.expression.getText().split('.').at(-1) ?? '')
}
