import { frameOfClass } from '../../interpret/create-class.js'
import type { Run } from '../../interpret/run.js'
import type { ClassValue, ResultValue, Value } from '../../interpret/value.js'
import type { MemberOutline } from '../../../../../facts/index.js'
import { nameOf } from '../register.js'

/** A decorator of Nest on a class or method, by its name. */
export interface Mark {
  readonly name: string
  readonly args: readonly Value[]
}

const packages: ReadonlySet<string> = new Set(['@nestjs/common', '@nestia/core', '@nestjs/graphql'])

export function marksOfClass(owner: ClassValue, run: Run): readonly Mark[] {
  return owner.marks.flatMap(mark => readMark(mark, run))
}

/** Decorators of the program itself are called, to see what they put onto the method. */
export function marksOfMember(member: MemberOutline, owner: ClassValue, run: Run): readonly Mark[] {
  return member.decorators.flatMap(decorator =>
    readMark(run.evaluate(decorator, frameOfClass(owner, owner)), run),
  )
}

function readMark(mark: Value, run: Run): readonly Mark[] {
  if (mark.kind === 'result') return readResult(mark, run)
  if (mark.kind !== 'function') return []
  const stand: ClassValue = {
    kind: 'class',
    outline: { name: null, base: null, decorators: [], members: [], line: 0 },
    base: null,
    scope: mark.scope,
    file: mark.file,
    fields: new Map(),
    marks: [],
  }
  run.call(mark, { args: [stand], made: false, place: { file: mark.file, line: mark.outline.line } })
  return stand.marks.flatMap(inner => readMark(inner, run))
}

function readResult({ of, args }: ResultValue, run: Run): readonly Mark[] {
  if (!packages.has(of.package)) return []
  const name = nameOf(of.path)
  if (name === 'applyDecorators') return args.flatMap(arg => readMark(arg, run))
  return [{ name: name.replace(/^TypedRoute\./, ''), args }]
}
