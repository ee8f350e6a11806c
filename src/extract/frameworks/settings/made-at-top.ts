import { ts } from 'ts-morph'
import type { Origin } from '../survey/origin.js'
import type { Survey } from '../survey/survey.js'

/** What a file makes with a package when it is loaded: `export const log = pino()`. */
export interface MadeAtTop {
  readonly id: string | null
  readonly origin: Origin
  readonly at: ts.Node
}

export function madeAtTop(survey: Survey): readonly MadeAtTop[] {
  return [...survey.calls, ...survey.constructions].flatMap(at => {
    const holder = holderOf(at)
    const origin = holder === null ? null : survey.origins.of(at.expression)
    return holder === null || origin === null ? [] : [{ id: survey.declared.idOf(holder), origin, at }]
  })
}

/** The variable or the default export whose value starts with a call. */
function holderOf(call: ts.Node): ts.Node | null {
  const { parent } = call
  if (parent === undefined) return null
  if (ts.isVariableDeclaration(parent)) return ts.isSourceFile(parent.parent.parent.parent) ? parent : null
  if (ts.isExportAssignment(parent)) return parent
  const chained =
    ts.isPropertyAccessExpression(parent) || ts.isAsExpression(parent) || ts.isAwaitExpression(parent)
  return chained || (ts.isCallExpression(parent) && parent.expression === call) ? holderOf(parent) : null
}
