import { frameOfClass, lineage } from './create-class.js'
import type { Run } from './run.js'
import { choiceOf, type ClassValue, type RecordValue, textValue, unknown, type Value } from './value.js'

/** What stands behind a name of a value; a method of it where nothing else is known. */
export function memberOf(of: Value, name: string, run: Run): Value {
  const method: Value = { kind: 'method', of, name }
  switch (of.kind) {
    case 'record':
      return (
        of.entries.get(name) ??
        memberOfObject(of, name, run) ??
        (of.made === null && !isBuiltin(name) ? unknown : method)
      )
    case 'function':
      return of.fields.get(name) ?? method
    case 'class':
      return staticOf(of, name) ?? method
    case 'router':
      return of.router.fields.get(name) ?? method
    case 'list':
      return /^\d+$/.test(name) ? (of.items[Number(name)] ?? unknown) : method
    case 'module':
      return memberOfModule(of.path, name, run)
    case 'external':
      return { ...of, path: [...of.path, name] }
    case 'choice':
      return choiceOf(of.options.map(option => memberOf(option, name, run)))
    default:
      return method
  }
}

const isBuiltin = (name: string) => name === 'hasOwnProperty' || name === 'toString'

function staticOf(owner: ClassValue, name: string): Value | null {
  if (name === 'name') return textValue(owner.outline.name ?? '')
  for (const { fields } of lineage(owner)) {
    const found = fields.get(name)
    if (found !== undefined) return found.kind === 'function' ? { ...found, self: owner } : found
  }
  return null
}

/** A method or getter that the object's class or one above it has. */
function memberOfObject(of: RecordValue, name: string, run: Run): Value | null {
  for (const owner of lineage(of.made)) {
    const member = owner.outline.members.find(other => other.name === name && !other.static)
    if (member?.value == null || member.kind === 'field') continue
    const value = run.evaluate(member.value, frameOfClass(owner, of))
    if (member.kind === 'method') return value
    return run.call(value, { args: [], made: false, place: { file: owner.file, line: member.line } })
  }
  return null
}

/** `default` of a module that is loaded as a whole: itself, where it has none. */
function memberOfModule(path: string, name: string, run: Run): Value {
  const found = run.exported(path, name)
  if (found.kind !== 'unknown') return found
  const whole = run.exported(path, '*')
  return whole.kind === 'unknown' ? unknown : memberOf(whole, name, run)
}
