import { ts } from 'ts-morph'
import type { CallGraph } from '../calls/index.js'
import type { Border } from '../calls/operation-uses.js'
import type { CrossingSymbol, Seam } from '../seam/seam.js'
import { type Registered, registeredBy } from './registered-value.js'

/** Code that is handed over the border as an argument. */
export interface Registration {
  readonly symbol: CrossingSymbol
  /** `UsersService.onDeleted`. */
  readonly through: string
  readonly call: ts.CallExpression | ts.NewExpression
  readonly argument: ts.Expression
  readonly registered: Registered
  /** Parameters of the other side that get it. */
  readonly parameters: readonly ts.ParameterDeclaration[]
}

/** Calls and constructions over the border with code among their arguments. */
export function findRegistrations(seam: Seam, { calls }: Border): readonly Registration[] {
  return [...seam.inbound, ...seam.outbound].flatMap(symbol => {
    const sites = symbol.crossings.filter(
      ({ usage, member }) =>
        usage === 'call' ||
        usage === 'construct' ||
        usage === 'subscribe' ||
        (usage === 'wire' && member !== null),
    )
    return sites.flatMap(({ place, member }) => {
      const call = callAt(place, calls)
      const through = member === null ? symbol.name : `${symbol.name}.${member}`
      return call === null ? [] : registrationsOf(call, { symbol, through }, calls)
    })
  })
}

function registrationsOf(
  call: ts.CallExpression | ts.NewExpression,
  named: Pick<Registration, 'symbol' | 'through'>,
  calls: CallGraph,
): readonly Registration[] {
  const callee = call.expression
  const bodies = calls.bodiesAt(ts.isPropertyAccessExpression(callee) ? callee.name : callee)
  return (call.arguments ?? []).flatMap((argument, index) => {
    const registered = registeredBy(argument, calls)
    if (registered === null) return []
    const parameters = bodies.flatMap(body => {
      const parameter = 'parameters' in body ? (body.parameters[index] ?? body.parameters.at(-1)) : undefined
      return parameter === undefined ? [] : [parameter]
    })
    return [{ ...named, call, argument, registered, parameters }]
  })
}

/** The call at a crossing's place: of the name that stands there, or of a member of it. */
function callAt(place: { file: string; line: number; column: number }, { program }: CallGraph) {
  const source = program.fileAt(place.file)?.source
  const line = source?.getLineStarts()[place.line - 1]
  if (source === undefined || line === undefined) return null
  const position = line + place.column - 1
  let node: ts.Node = source
  for (let next: ts.Node | undefined = source; next !== undefined; next = childAt(node, position)) node = next
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at
    const isCallee = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === at
    if (isCallee) return parent
    if (!ts.isPropertyAccessExpression(parent) && !ts.isNonNullExpression(parent)) {
      return ts.isCallExpression(at) || ts.isNewExpression(at) ? at : null
    }
  }
  return null
}

function childAt(node: ts.Node, position: number): ts.Node | undefined {
  return ts.forEachChild(node, child =>
    child.getStart() <= position && position < child.end ? child : undefined,
  )
}
