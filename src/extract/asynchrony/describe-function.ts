import { ts } from 'ts-morph'
import { type CallGraph, isFunctionValue, isGenerator, nameOf, type Scope } from '../calls/index.js'
import { declaredSymbol } from '../calls/resolve-symbol.js'
import type { AsyncFunction, Step, TypeChange } from './asynchrony.js'
import { isExported } from './is-exported.js'
import { comparePlaces } from './order.js'
import { describeDeclaration, describeTypeChange } from './type-change.js'

/** A function that changes, before it is described. */
export interface DraftFunction {
  readonly scope: Scope
  readonly because: readonly Step[]
  readonly operations: readonly string[]
}

export function describeFunction(
  { scope, because, operations }: DraftFunction,
  calls: CallGraph,
): AsyncFunction {
  const { program } = calls
  const file = program.fileOf(scope)
  const callers = calls.consumersOf(scope).map(({ node }) => program.placeOf(node))
  return {
    name: nameOf(scope) ?? '',
    kind: kindOf(scope),
    place: program.placeOf(scope),
    module: file?.module ?? null,
    test: file?.test ?? false,
    because,
    operations: operations.toSorted(),
    callers: callers.toSorted(comparePlaces),
    type: describeTypeChange(scope, calls),
    declarations: declarationsOf(scope, calls),
    exported: isExported(scope, program),
  }
}

function kindOf(scope: Scope): AsyncFunction['kind'] {
  if (isGenerator(scope)) return 'generator'
  if (ts.isAccessor(scope)) return 'accessor'
  if (ts.isConstructorDeclaration(scope)) return 'constructor'
  if (ts.isMethodDeclaration(scope)) return 'method'
  if (!isFunctionValue(scope)) return 'function'
  if (ts.isPropertyDeclaration(scope.parent) || ts.isPropertyAssignment(scope.parent)) return 'method'
  return ts.isVariableDeclaration(scope.parent) ? 'function' : 'callback'
}

function declarationsOf(scope: Scope, calls: CallGraph): readonly TypeChange[] {
  const { parent } = scope
  const declared = ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent : scope
  const symbol = declaredSymbol(declared, calls.program.checker)
  const family = calls.familyOf(symbol?.declarations ?? [declared])
  return [...family]
    .map(each => describeDeclaration(each, calls))
    .filter(each => each !== null)
    .toSorted((left, right) => comparePlaces(left.place, right.place))
}
