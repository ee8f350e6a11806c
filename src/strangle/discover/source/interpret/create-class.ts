import type { ClassOutline } from '../../../../facts/index.js'
import type { Frame, Run } from './run.js'
import { openScope, declareName } from './scope.js'
import { type ClassValue, unknown, type Value } from './value.js'

/** A class, with its static fields and with what its decorators give it. */
export function createClass(outline: ClassOutline, frame: Frame, run: Run): Value {
  const scope = openScope(frame.scope)
  const base = outline.base === null ? null : run.evaluate(outline.base, frame)
  const made: ClassValue = {
    kind: 'class',
    outline,
    base,
    scope,
    file: frame.file,
    fields: new Map(),
    marks: [],
  }
  run.classes.push(made)
  if (outline.name !== null) declareName(scope, outline.name, made)
  const inside: Frame = { ...frame, scope, self: made, home: made }
  for (const member of outline.members) {
    if (!member.static || member.value === null) continue
    made.fields.set(member.name, run.evaluate(member.value, inside))
  }
  for (const decorator of outline.decorators) {
    const mark = run.evaluate(decorator, inside)
    const place = { file: frame.file, line: outline.line }
    if (mark.kind !== 'unknown') run.call(mark, { args: [made], made: false, place })
  }
  return made
}

/** The frame that bodies of a class's members run in. */
export function frameOfClass(owner: ClassValue, self: Value): Frame {
  return { file: owner.file, scope: owner.scope, self, home: owner, returns: [], conditional: false }
}

/** The class and those that it extends, nearest first, as far as they can be read. */
export function lineage(owner: ClassValue | null): readonly ClassValue[] {
  const classes: ClassValue[] = []
  for (let at: Value = owner ?? unknown; at.kind === 'class'; at = at.base ?? unknown) {
    if (classes.includes(at)) break
    classes.push(at)
  }
  return classes
}
