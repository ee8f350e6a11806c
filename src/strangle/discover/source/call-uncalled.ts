import type { FunctionOutline, TypeName } from '../../../facts/index.js'
import { valueOfType } from './frameworks/value-of-type.js'
import { frameOfClass } from './interpret/create-class.js'
import type { Run } from './interpret/run.js'
import { type ClassValue, type FunctionValue, recordOf, unknown, type Value } from './interpret/value.js'

/**
 * Calls the functions and methods of some files that nothing has called: a file that was not read may. Parameters are
 * unknown, except for those whose type says that they are an app or a router.
 */
export function callUncalled(files: readonly string[], run: Run): void {
  const counted = new Set(files)
  for (const owner of [...run.classes]) if (counted.has(owner.file) && isPlain(owner)) runMethods(owner, run)
  // Functions make functions: those are called in the next round.
  for (let round = 0; round < 3; round++) {
    const waiting = [...run.functions.values()].filter(
      ({ outline, file }) => !run.settled.has(outline) && counted.has(file),
    )
    for (const value of waiting) if (!run.settled.has(value.outline)) callWithTypes(value, run)
  }
}

/** Classes with decorators are called by their framework. */
function isPlain({ outline }: ClassValue): boolean {
  return outline.decorators.length === 0
}

function runMethods(owner: ClassValue, run: Run): void {
  const methods = owner.outline.members.filter(({ kind, value }) => kind === 'method' && value !== null)
  if (methods.some(({ value }) => value?.kind === 'function' && run.settled.has(value.function))) return
  const self = { ...recordOf({}), made: owner }
  for (const { name, type } of owner.outline.members) {
    const value = type === null ? null : typed(type, owner, run)
    if (value !== null) self.entries.set(name, value)
  }
  const place = { file: owner.file, line: owner.outline.line }
  run.call({ kind: 'method', of: owner, name: 'constructor' }, { args: [self], made: false, place })
  for (const method of methods) {
    const value = method.value === null ? unknown : run.evaluate(method.value, frameOfClass(owner, self))
    if (method.name !== 'constructor' && value.kind === 'function') callWithTypes(value, run)
  }
}

function typed(type: TypeName, owner: ClassValue, run: Run): Value | null {
  return valueOfType(type, owner.scope, { place: { file: owner.file, line: owner.outline.line }, run })
}

function callWithTypes(value: FunctionValue, run: Run): void {
  run.settled.add(value.outline)
  const place = { file: value.file, line: value.outline.line }
  const args = argumentsOf(value.outline).map(type =>
    type === null ? unknown : (valueOfType(type, value.scope, { place, run }) ?? unknown),
  )
  run.call(value, { args, made: false, place })
}

function argumentsOf({ parameters }: FunctionOutline): readonly (TypeName | null)[] {
  return parameters.map(({ type }) => type)
}
