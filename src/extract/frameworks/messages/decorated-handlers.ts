import { ts } from 'ts-morph'
import type { MessageFlow } from '../framework.js'
import { type Decoration, decorationsOf } from '../survey/decorators.js'
import { bareExpression } from '../survey/expressions.js'
import type { Survey } from '../survey/survey.js'
import type { MessageSite } from './message-site.js'

/** Decorators that make a class or a method the handler of what they name. */
const decorators: Readonly<Record<string, Readonly<Record<string, MessageFlow['kind']>>>> = {
  '@nestjs/cqrs': { CommandHandler: 'command', QueryHandler: 'query', EventsHandler: 'event' },
  '@nestjs/event-emitter': { OnEvent: 'event' },
  '@nestjs/microservices': { EventPattern: 'event', MessagePattern: 'command' },
  '@golevelup/nestjs-rabbitmq': { RabbitSubscribe: 'event', RabbitRPC: 'command' },
}

export interface DecoratedHandler {
  readonly owner: ts.ClassLikeDeclaration
  readonly site: MessageSite
}

export function findDecoratedHandlers(survey: Survey): readonly DecoratedHandler[] {
  if (!Object.keys(decorators).some(each => survey.packages.has(each))) return []
  return survey.classes.flatMap(owner =>
    [owner, ...owner.members]
      .flatMap(node => decorationsOf(survey, node))
      .flatMap(decoration => sitesOf(decoration).map(site => ({ owner, site }))),
  )
}

function sitesOf({ origin, args, at }: Decoration): readonly MessageSite[] {
  const kind = origin === null ? undefined : decorators[origin.package]?.[origin.name]
  if (kind === undefined || origin === null) return []
  const messages = origin.package === '@nestjs/cqrs' ? args : args.slice(0, 1)
  return messages.map(message => ({ kind, end: 'subscribe', message: keyOf(message), at }) as const)
}

/** The routing key, where a handler is described by an object. */
function keyOf(message: ts.Expression): ts.Node {
  const bare = bareExpression(message)
  if (!ts.isObjectLiteralExpression(bare)) return bare
  const key = bare.properties.find(
    ({ name }) => name !== undefined && ts.isIdentifier(name) && name.text === 'routingKey',
  )
  return key !== undefined && ts.isPropertyAssignment(key) ? key.initializer : bare
}
