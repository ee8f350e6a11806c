import { ts } from 'ts-morph'
import { around, bareExpression } from '../../survey/expressions.js'
import type { Survey } from '../../survey/survey.js'
import type { MessageSite } from '../message-site.js'
import { rootParameter } from '../root-parameter.js'
import { collectionsKeyed } from './keyed-collections.js'
import { dispatchesFrom } from './dispatches.js'

/**
 * Buses that the program makes for itself: a function keeps its parameter under another parameter, `register(handler,
 * name)`, and another function calls what is kept there, `dispatch(event)`. Registering is subscribing.
 */
export function findKeyedHandlers(survey: Survey): readonly MessageSite[] {
  const found = new Map<ts.Node, MessageSite>()
  for (const kept of keptParameters(survey)) {
    const register = kept.parameter.parent
    for (const collection of collectionsKeyed(survey, register)) {
      if (collection.key === kept.parameter) continue
      const dispatches = dispatchesFrom(survey, collection, register)
      if (dispatches.length === 0) continue
      const kind = kept.many ? 'event' : 'command'
      found.set(register, { kind, end: 'subscribe', message: collection.keyNode, at: collection.keyNode })
      for (const node of dispatches) found.set(node, { kind, end: 'publish', message: node, at: node })
    }
  }
  return [...found.values()]
}

interface Kept {
  readonly parameter: ts.ParameterDeclaration
  /** Whether more than one may be kept under one key. */
  readonly many: boolean
}

const adding: Readonly<Record<string, boolean>> = { push: true, add: true, set: false }

/** Parameters that a function puts into something: `list.push(handler)`, `handlers[name] = handler`. */
function keptParameters(survey: Survey): readonly Kept[] {
  const added = Object.entries(adding).flatMap(([name, many]) =>
    survey.callsNamed(name).map(call => ({ value: call.arguments.at(-1), many })),
  )
  const written = survey.elementWrites.map(({ right }) => ({ value: right, many: false }))
  return [...added, ...written].flatMap(({ value, many }) => {
    if (value === undefined) return []
    const bare = bareExpression(value)
    const last = ts.isArrayLiteralExpression(bare) ? bare.elements.at(-1) : bare
    const parameter = last === undefined ? null : rootParameter(survey, last)
    const within =
      parameter !== null && around(value, (node): node is ts.Node => node === parameter.parent) !== null
    return within && parameter !== null && isHandler(survey, parameter)
      ? [{ parameter, many: many || last !== bare }]
      : []
  })
}

/** A function, something with a method, or what has no type to tell. */
function isHandler({ program: { checker } }: Survey, parameter: ts.ParameterDeclaration): boolean {
  const type = checker.getTypeAtLocation(parameter)
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return true
  if (type.getCallSignatures().length > 0 || type.getSymbol()?.name === 'Function') return true
  return type.getProperties().some(each => handling.includes(each.name))
}

const handling = ['handle', 'execute', 'on', 'notify', 'update']
