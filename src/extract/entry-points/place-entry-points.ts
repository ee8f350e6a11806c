import { ts } from 'ts-morph'
import type { CallGraph } from '../calls/index.js'
import { findEntryScope } from '../chattiness/entry-scope.js'
import type { EntryPointCost } from '../chattiness/chattiness.js'
import type { EntryPoint } from '../frameworks/framework.js'

/** What the outside calls, and what each place for it costs in calls over the network. */
export interface PlacedEntryPoint extends EntryPoint {
  /** Calls that its handler makes into the rest of the module: they cross when the handler stays behind. */
  readonly whenStays: number
  /** Calls that one request makes into other modules: they cross when the handler moves with the module. */
  readonly whenMoves: number
  readonly advice: 'stay' | 'move'
}

export interface EntryPointRequest {
  readonly module: string
  readonly calls: CallGraph
  readonly entryPoints: readonly EntryPoint[]
  /** What requests cost once the module has left. */
  readonly costs: readonly EntryPointCost[]
}

/** Entry points of a module: whether they go with it, or stay in front of it. */
export function placeEntryPoints(request: EntryPointRequest): readonly PlacedEntryPoint[] {
  const { module, calls, entryPoints, costs } = request
  return entryPoints
    .filter(({ place }) => calls.program.fileAt(place.file)?.module === module)
    .map(entry => {
      const cost = costs.find(
        ({ place }) => place.file === entry.place.file && place.line === entry.place.line,
      )
      const whenStays = countInnerCalls(entry, request)
      const whenMoves = cost?.longest.calls ?? 0
      return { ...entry, whenStays, whenMoves, advice: whenStays < whenMoves ? 'stay' : 'move' }
    })
}

/** Calls of the handler itself that lead to other files of its module. */
function countInnerCalls(entry: EntryPoint, { module, calls }: EntryPointRequest): number {
  const scope = findEntryScope(entry, calls)
  if (scope === null) return 0
  const { program } = calls
  const leadsInside = (name: ts.Node) =>
    calls.declarationsAt(name).some(declaration => {
      const file = program.fileOf(declaration)
      return file?.module === module && file.path !== entry.place.file
    })
  let count = 0
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && leadsInside(calledName(node.expression))) count += 1
    ts.forEachChild(node, visit)
  }
  visit(scope)
  return count
}

function calledName(callee: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(callee) ? callee.name : callee
}
