import type { Expression } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { findBinding } from './scope.js'
import { textsOf } from './texts.js'
import { choiceOf, type Value } from './value.js'

/** Puts a value where an assignment says. In a branch, what was there before stays possible. */
export function assignTo(target: Expression, value: Value, frame: Frame, run: Run): Value {
  if (target.kind === 'name') assignName(target.name, value, frame)
  if (target.kind === 'member') {
    const owner = run.evaluate(target.of, frame)
    for (const name of textsOf(run.evaluate(target.name, frame)).texts)
      assignMember(owner, name, value, frame)
  }
  return value
}

function assignName(name: string, value: Value, { scope, conditional }: Frame): void {
  const binding = findBinding(scope, name)
  if (binding === null || 'find' in binding) return
  const replaces = !conditional || binding.value.kind === 'unknown'
  binding.value = replaces ? value : choiceOf([binding.value, value])
}

function assignMember(owner: Value, name: string, value: Value, { conditional }: Frame): void {
  const fields = fieldsOf(owner)
  if (fields === null) return
  const before = fields.get(name)
  const replaces = !conditional || before === undefined || before.kind === 'unknown'
  fields.set(name, replaces ? value : choiceOf([before, value]))
}

function fieldsOf(owner: Value): Map<string, Value> | null {
  switch (owner.kind) {
    case 'record':
      return owner.entries
    case 'function':
    case 'class':
      return owner.fields
    case 'router':
      return owner.router.fields
    default:
      return null
  }
}
