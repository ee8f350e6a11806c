import type { MessageFlow } from '../framework.js'

/** A method of a bus: which end it is, and which argument names the message. */
export interface BusMethod {
  readonly kind: MessageFlow['kind']
  readonly end: MessageFlow['end']
  readonly argument: number
}

type Methods = Readonly<Record<string, BusMethod>>

const method = (kind: MessageFlow['kind'], end: MessageFlow['end'], argument = 0): BusMethod => ({
  kind,
  end,
  argument,
})

const emitter: Methods = {
  emit: method('event', 'publish'),
  emitAsync: method('event', 'publish'),
  on: method('event', 'subscribe'),
  once: method('event', 'subscribe'),
  many: method('event', 'subscribe', 0),
  addListener: method('event', 'subscribe'),
  prependListener: method('event', 'subscribe'),
  addEventListener: method('event', 'subscribe'),
}

const topics: Methods = {
  publish: method('event', 'publish'),
  subscribe: method('event', 'subscribe'),
  asyncIterator: method('event', 'subscribe'),
  asyncIterableIterator: method('event', 'subscribe'),
}

const client: Methods = { emit: method('event', 'publish'), send: method('command', 'publish') }

/** What of a package is a bus, and its methods. `default` is what the package exports as such. */
export const buses: Readonly<Record<string, Readonly<Record<string, Methods>>>> = {
  events: { default: emitter, EventEmitter: emitter },
  eventemitter2: { default: emitter, EventEmitter2: emitter },
  eventemitter3: { default: emitter, EventEmitter: emitter },
  '@nestjs/event-emitter': { EventEmitter2: emitter, EventEmitter: emitter },
  mitt: { default: emitter, Emitter: emitter },
  emittery: { default: emitter },
  nanoevents: { createNanoEvents: emitter, Emitter: emitter },
  'typed-emitter': { default: emitter, TypedEmitter: emitter },
  'tiny-typed-emitter': { TypedEmitter: emitter },
  'strict-event-emitter-types': { default: emitter, StrictEventEmitter: emitter },
  'graphql-subscriptions': { PubSub: topics, PubSubEngine: topics },
  'graphql-redis-subscriptions': { RedisPubSub: topics },
  '@nestjs/microservices': {
    ClientProxy: client,
    ClientKafka: client,
    ClientRMQ: client,
    ClientNats: client,
  },
  '@golevelup/nestjs-rabbitmq': { AmqpConnection: { publish: method('event', 'publish', 1) } },
  '@nestjs/cqrs': {
    CommandBus: { execute: method('command', 'publish') },
    ICommandBus: { execute: method('command', 'publish') },
    QueryBus: { execute: method('query', 'publish') },
    IQueryBus: { execute: method('query', 'publish') },
    EventBus: { publish: method('event', 'publish'), publishAll: method('event', 'publish') },
    IEventBus: { publish: method('event', 'publish'), publishAll: method('event', 'publish') },
    AggregateRoot: { apply: method('event', 'publish') },
  },
}

/** Names of all methods, to look at no other calls. */
export const busMethodNames: readonly string[] = [
  ...new Set(
    Object.values(buses).flatMap(each => Object.values(each).flatMap(methods => Object.keys(methods))),
  ),
]
