import type { Scope } from '../../calls/index.js'
import type { MessageFlow } from '../../frameworks/framework.js'
import { functionAround, type ProgramIndex, type CallSite } from './program-index.js'
import { nodeAt } from './table-uses.js'
import { publishes } from './transaction-words.js'
import { ts } from 'ts-morph'

/** A function that gets a message. */
export interface Delivery {
  readonly message: string
  readonly handler: Scope
  /** False where the place of publication does not say which message it is. */
  readonly sure: boolean
}

export interface Messages {
  /** Who gets what a call publishes. */
  readonly deliveredBy: (site: CallSite, publisher: string | null) => readonly Delivery[]
}

const keyOf = ({ message, symbol }: MessageFlow) => symbol ?? message

/**
 * Where messages lead. A call that publishes whatever was collected before (`aggregate.publishEvents()`,
 * `emit(event.constructor.name, event)`) may deliver each message that the module in whose transaction it stands raises.
 */
export function indexMessages(flows: readonly MessageFlow[], index: ProgramIndex): Messages {
  const handlers = new Map<string, Scope[]>()
  const published = new Map<string, MessageFlow[]>()
  const raised = new Map<string | null, Map<string, MessageFlow>>()
  for (const flow of flows) {
    const { file } = flow.place
    if (flow.end === 'subscribe') {
      const handler = handlerAt(flow, index)
      if (handler !== null) handlers.set(keyOf(flow), [...(handlers.get(keyOf(flow)) ?? []), handler])
      continue
    }
    const at = placeKey(flow.place)
    published.set(at, [...(published.get(at) ?? []), flow])
    const module = index.program.fileAt(file)?.module ?? null
    const known = raised.get(module) ?? new Map()
    raised.set(module, known.set(keyOf(flow), flow))
  }
  const deliver = (flow: MessageFlow, sure: boolean): readonly Delivery[] =>
    (handlers.get(keyOf(flow)) ?? []).map(handler => ({ message: flow.message, handler, sure }))
  return {
    deliveredBy: ({ call, name, text }, publisher) => {
      const here = [call, name, ...(call.arguments ?? [])].flatMap(
        node => published.get(placeKey(index.program.placeOf(node))) ?? [],
      )
      const delivered = [...new Set(here)].flatMap(flow => deliver(flow, true))
      if (delivered.length > 0 || !publishes.test(text)) return delivered
      return [...(raised.get(publisher)?.values() ?? [])]
        .filter(({ kind }) => kind === 'event')
        .flatMap(flow => deliver(flow, false))
    },
  }
}

function placeKey({ file, line, column }: MessageFlow['place']): string {
  return `${file}:${line}:${column}`
}

/** The function at a subscription: the method that is decorated, the function that is handed over or around it. */
function handlerAt({ place }: MessageFlow, index: ProgramIndex): Scope | null {
  const node = nodeAt(index.program, place)
  if (node === null) return null
  const decorator = ts.findAncestor(node, ts.isDecorator)
  const holder = decorator?.parent ?? node
  if (isStream(holder) || isStream(node)) return null
  if (ts.isMethodDeclaration(holder)) return holder
  const owner = ts.findAncestor(holder, ts.isClassLike)
  const around = functionAround(holder)
  if (owner !== undefined && (around === null || around.pos < owner.pos)) return handleMethod(owner)
  const call = ts.findAncestor(node, ts.isCallExpression)
  const given = call?.arguments.at(-1)
  if (given !== undefined && (ts.isArrowFunction(given) || ts.isFunctionExpression(given))) return given
  const named = given !== undefined && ts.isPropertyAccessExpression(given) ? given.name : given
  const body = named !== undefined && ts.isIdentifier(named) ? index.calls.bodiesAt(named)[0] : undefined
  return body ?? around
}

/** What gets messages later, through a stream: subscriptions of GraphQL. */
function isStream(node: ts.Node): boolean {
  const method = ts.findAncestor(node, ts.isMethodDeclaration)
  return method !== undefined && /@Subscription\b|asyncItera(?:tor|ble)/i.test(method.getText())
}

/** `handle` or `execute` of a handler's class. */
function handleMethod(owner: ts.ClassLikeDeclaration): Scope | null {
  const methods = owner.members.filter(ts.isMethodDeclaration)
  return methods.find(({ name }) => /^(?:handle|execute)$/.test(name.getText())) ?? null
}
