import { ts } from 'ts-morph'
import { originsOfValue } from '../survey/receiver.js'
import type { Survey } from '../survey/survey.js'
import { busMethodNames, buses } from './bus-table.js'
import type { MessageSite } from './message-site.js'

/** Calls on buses of packages: `this.eventEmitter.emit('order.placed', order)`. */
export function findBusCalls(survey: Survey): readonly MessageSite[] {
  const packages = Object.keys(buses).filter(each => survey.packages.has(each))
  if (packages.length === 0) return []
  return busMethodNames.flatMap(name => survey.callsNamed(name).flatMap(call => siteOf(survey, call, name)))
}

function siteOf(survey: Survey, call: ts.CallExpression, name: string): readonly MessageSite[] {
  if (!ts.isPropertyAccessExpression(call.expression)) return []
  const origins = originsOfValue(survey, call.expression.expression)
  const method = origins
    .map(origin => buses[origin.package]?.[origin.name]?.[name])
    .find(each => each !== undefined)
  const message = method === undefined ? undefined : call.arguments[method.argument]
  return method === undefined || message === undefined
    ? []
    : [{ kind: method.kind, end: method.end, message, at: call }]
}

/** `ofType(OrderPlaced)` in the stream of a saga. */
export function findSagaStreams(survey: Survey): readonly MessageSite[] {
  return survey.callsNamed('ofType').flatMap(call => {
    const origin = survey.origins.of(call.expression)
    if (origin?.package !== '@nestjs/cqrs') return []
    return call.arguments.map(message => ({ kind: 'event', end: 'subscribe', message, at: call }) as const)
  })
}
