import { ts } from 'ts-morph'
import { bareExpression, propertyOf, writtenText } from '../survey/expressions.js'
import type { Handler } from './handler.js'

/** Decorators whose argument names what a member answers to. */
const decorators: Readonly<Record<'socket' | 'message', Readonly<Record<string, readonly string[]>>>> = {
  socket: { '@nestjs/websockets': ['SubscribeMessage'], 'socket-controllers': ['OnMessage'] },
  message: {
    '@nestjs/microservices': [
      'MessagePattern',
      'EventPattern',
      'GrpcMethod',
      'GrpcStreamMethod',
      'GrpcStreamCall',
    ],
    '@golevelup/nestjs-rabbitmq': ['RabbitSubscribe', 'RabbitRPC', 'RabbitHandler'],
  },
}

/** The pattern as a text, or as it is written where it is an object. */
export function messageName(kind: 'socket' | 'message', handler: Handler): string | null {
  const { origin, args } = handler.decoration
  if (origin === null || !decorators[kind][origin.package]?.includes(origin.name)) return null
  if (origin.name.startsWith('Grpc')) return grpcName(handler)
  const [first] = args
  if (first === undefined) return handler.member
  const bare = bareExpression(first)
  if (!ts.isObjectLiteralExpression(bare)) return handler.survey.texts.orWritten(bare)
  const key = propertyOf(bare, 'routingKey')
  return key === null ? writtenText(bare) : handler.survey.texts.orWritten(key)
}

/** `UsersService.Find`: the service, and the method unless it is named like the member. */
function grpcName({ survey, decoration, member }: Handler): string {
  const [service, method] = decoration.args
  const name = `${member.charAt(0).toUpperCase()}${member.slice(1)}`
  const called = method === undefined ? name : survey.texts.orWritten(method)
  return service === undefined ? called : `${survey.texts.orWritten(service)}.${called}`
}
