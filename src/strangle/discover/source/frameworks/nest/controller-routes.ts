import { lineage } from '../../interpret/create-class.js'
import type { Run } from '../../interpret/run.js'
import { textsOf } from '../../interpret/texts.js'
import { type ClassValue, textValue, unknown, type Value } from '../../interpret/value.js'
import type { SourcePlace } from '../../router.js'
import { methodsOf } from '../register.js'
import { type Mark, marksOfClass, marksOfMember } from './marks.js'

/** A method of a controller that answers requests. */
export interface ControllerRoute {
  readonly methods: readonly string[] | null
  readonly controllerPath: Value
  readonly methodPath: Value
  /** Undefined where none is said. */
  readonly version: Value | undefined
  readonly place: SourcePlace
}

const httpMarks: ReadonlyMap<string, readonly string[] | null> = new Map([
  ['All', null],
  ['Sse', methodsOf(['GET'])],
  ...['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'Search'].map(
    (name): [string, readonly string[]] => [name, methodsOf([name])],
  ),
])

/** The routes of a class with `@Controller`, its own and those that it inherits; none for other classes. */
export function routesOfController(owner: ClassValue, run: Run): readonly ControllerRoute[] {
  const mark = marksOfClass(owner, run).find(({ name }) => name === 'Controller')
  if (mark === undefined) return []
  const [given = textValue('')] = mark.args
  const options = given.kind === 'record' ? given.entries : null
  const controllerPath = options === null ? given : (options.get('path') ?? textValue(''))
  const seen = new Set<string>()
  return lineage(owner).flatMap(from =>
    from.outline.members.flatMap(member => {
      if (member.kind === 'getter' || member.static || seen.has(member.name)) return []
      seen.add(member.name)
      const marks = member.decorators.length === 0 ? [] : marksOfMember(member, from, run)
      const version = marks.find(({ name }) => name === 'Version')?.args[0] ?? options?.get('version')
      const place = { file: from.file, line: member.line }
      return marks.flatMap(inner => {
        const route = readRoute(inner)
        return route === null ? [] : [{ ...route, controllerPath, version, place }]
      })
    }),
  )
}

function readRoute({ name, args }: Mark): Pick<ControllerRoute, 'methods' | 'methodPath'> | null {
  const [given = textValue('')] = args
  const known = httpMarks.get(name)
  if (known !== undefined) {
    const path = given.kind === 'record' ? (given.entries.get('path') ?? textValue('')) : given
    return { methods: known, methodPath: path }
  }
  if (name !== 'RequestMapping' || given.kind !== 'record') return null
  const method = given.entries.get('method') ?? unknown
  const names = method.kind === 'external' ? [method.path.at(-1) ?? ''] : textsOf(method).texts
  const methods = names.includes('ALL') || names.length === 0 ? null : methodsOf(names)
  return { methods, methodPath: given.entries.get('path') ?? textValue('') }
}
