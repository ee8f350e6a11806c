import { describe, expect, it } from 'vitest'
import { programs } from '../cases.js'
import { flowsIn } from '../frameworks-of.js'

const placed = `export abstract class Event {}
export class OrderPlaced extends Event { constructor(readonly id: number) { super() } }
export class OrderPaid extends Event {}
export const names = { placed: 'order.placed' } as const
`
const one = (text: string, more = {}) => ({ 'events.ts': placed, 'app.ts': text, ...more })
const events = `import { Event, OrderPlaced, OrderPaid, names } from './events.js'`
const byClass = 'OrderPlaced events.ts#OrderPlaced'

/** What stands in `app.ts`, and the flows in it. */
const flows: Readonly<Record<string, readonly [Readonly<Record<string, string>>, readonly string[]]>> = {
  'events of Node': [
    one(
      `import { EventEmitter } from 'node:events'\nconst bus = new EventEmitter()\nbus.on('placed', () => {})\nbus.emit('placed', 1)`,
    ),
    ['publish event placed by name app.ts:4', 'subscribe event placed by name app.ts:3'],
  ],
  'a class that is an emitter': [
    one(
      `import { EventEmitter } from 'events'\nclass Orders extends EventEmitter { place() { this.emit('placed') } }\nnew Orders().once('placed', () => {})`,
    ),
    ['publish event placed by name app.ts:2', 'subscribe event placed by name app.ts:3'],
  ],
  mitt: [
    one(`import mitt from 'mitt'\nconst bus = mitt()\nbus.on('placed', () => {})\nbus.emit('placed')`),
    ['publish event placed by name app.ts:4', 'subscribe event placed by name app.ts:3'],
  ],
  eventemitter3: [
    one(`import Emitter from 'eventemitter3'\nexport const bus = new Emitter()\nbus.emit('placed')`),
    ['publish event placed by name app.ts:3'],
  ],
  'names in constants, enums and templates': [
    one(
      `${events}\nimport { EventEmitter } from 'events'\nenum E { Paid = 'paid' }\nconst bus = new EventEmitter()\nexport function run(id: string) { bus.emit(names.placed); bus.emit(E.Paid)\nbus.emit(\`order/\${id}/done\`) }`,
    ),
    [
      'publish event order.placed by name app.ts:5',
      'publish event order/*/done by name app.ts:6',
      'publish event paid by name app.ts:5',
    ],
  ],
  '@nestjs/event-emitter': [
    one(
      `${events}\nimport { EventEmitter2, OnEvent } from '@nestjs/event-emitter'\nexport class A { constructor(private readonly bus: EventEmitter2) {}\n run() { this.bus.emitAsync(OrderPlaced.name, new OrderPlaced(1)) }\n @OnEvent(OrderPlaced.name) on() {}\n @OnEvent('order.*') all() {} }`,
    ),
    [
      `publish event ${byClass} app.ts:4`,
      `subscribe event ${byClass} app.ts:5`,
      'subscribe event order.* by name app.ts:6',
    ],
  ],
  '@nestjs/cqrs': [
    one(
      `import { CommandBus, CommandHandler, EventBus, EventsHandler, QueryBus, QueryHandler, AggregateRoot } from '@nestjs/cqrs'\n${events}\nclass Pay {}\nclass Find {}\n@CommandHandler(Pay)\nexport class PayHandler {}\n@QueryHandler(Find)\nexport class FindHandler {}\n@EventsHandler(OrderPlaced, OrderPaid)\nexport class Mail {}\nexport class Api { constructor(private commands: CommandBus, private queries: QueryBus, private bus: EventBus) {}\n run() { const pay = new Pay(); this.commands.execute(pay)\n this.queries.execute(new Find())\n this.bus.publish(new OrderPlaced(1)) } }\nexport class Order extends AggregateRoot { pay() { this.apply(new OrderPaid()) } }`,
    ),
    [
      'publish command Pay app.ts#Pay app.ts:12',
      'publish event OrderPaid events.ts#OrderPaid app.ts:15',
      `publish event ${byClass} app.ts:14`,
      'publish query Find app.ts#Find app.ts:13',
      'subscribe command Pay app.ts#Pay app.ts:5',
      'subscribe event OrderPaid events.ts#OrderPaid app.ts:9',
      `subscribe event ${byClass} app.ts:9`,
      'subscribe query Find app.ts#Find app.ts:7',
    ],
  ],
  'a saga': [
    one(
      `import { ofType, Saga } from '@nestjs/cqrs'\n${events}\nexport class Sagas {\n @Saga()\n placed = (events$: any) => events$.pipe(ofType(OrderPlaced)) }`,
    ),
    [`subscribe event ${byClass} app.ts:5`],
  ],
  'a queue': [
    one(
      `import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq'\nimport { Queue } from 'bullmq'\n@Processor('mails')\nexport class Mails extends WorkerHost { async process() {} }\nexport class Orders { constructor(@InjectQueue('mails') private readonly queue: Queue) {}\n run() { return this.queue.add('welcome', {}) } }`,
    ),
    ['publish command mails by name app.ts:6', 'subscribe command mails by name app.ts:3'],
  ],
  'topics behind a service of the program': [
    one(
      `import { PubSub } from 'graphql-subscriptions'\nexport class Topics { private readonly pubsub = new PubSub()\n send(topic: string, payload: unknown) { return this.pubsub.publish(topic, payload) }\n watch(topic: string) { return this.pubsub.asyncIterator(topic) } }\nexport class Teams { constructor(private readonly topics: Topics) {}\n run(id: string) { this.topics.send(\`team/\${id}\`, 1) }\n all() { return this.topics.watch('team/1') } }`,
    ),
    ['publish event team/* by name app.ts:6', 'subscribe event team/1 by name app.ts:7'],
  ],
  'handlers kept under names': [
    one(
      `${events}\nexport class DomainEvents { private static handlers: Record<string, Function[]> = {}\n static register(callback: (event: any) => void, name: string) { if (!this.handlers[name]) this.handlers[name] = []\n this.handlers[name].push(callback) }\n static dispatch(event: Event) { const name = event.constructor.name\n for (const handler of this.handlers[name] ?? []) handler(event) } }\nDomainEvents.register(() => {}, OrderPlaced.name)\nexport const place = () => DomainEvents.dispatch(new OrderPlaced(1))`,
    ),
    [`publish event ${byClass} app.ts:8`, `subscribe event ${byClass} app.ts:7`],
  ],
  'handlers in a map of a file': [
    one(
      `const handlers = new Map<string, Set<Function>>()\nexport function on(name: string, handler: () => void) { const all = handlers.get(name) ?? new Set<Function>(); all.add(handler); handlers.set(name, all) }\nexport function fire(name: string) { handlers.get(name)?.forEach(handler => handler()) }\non('placed', () => {})\nfire('placed')`,
    ),
    ['publish event placed by name app.ts:5', 'subscribe event placed by name app.ts:4'],
  ],
  'a subject behind a bus': [
    one(
      `${events}\nimport { Subject, filter } from 'rxjs'\nexport class Bus { private readonly stream = new Subject<Event>()\n publish(event: Event) { this.stream.next(event) }\n ofType(type: new (...args: any[]) => Event) { return this.stream.pipe(filter(e => e.constructor === type)) } }\nexport class A { constructor(private readonly bus: Bus) {}\n run() { this.bus.publish(new OrderPlaced(1)) }\n on() { return this.bus.ofType(OrderPlaced) } }`,
    ),
    [`publish event ${byClass} app.ts:7`, `subscribe event ${byClass} app.ts:8`],
  ],
  'events that are collected first': [
    one(
      `${events}\nimport { EventEmitter2, OnEvent } from '@nestjs/event-emitter'\nexport class Order { private readonly raised: Event[] = []\n place() { this.raised.push(new OrderPlaced(1)) }\n async send(bus: EventEmitter2) { await Promise.all(this.raised.map(event => bus.emitAsync(event.constructor.name, event))) } }\nexport class Mail { @OnEvent(OrderPlaced.name) on() {} }`,
    ),
    [
      'publish event Event events.ts#Event app.ts:5',
      `publish event ${byClass} app.ts:4`,
      `subscribe event ${byClass} app.ts:6`,
    ],
  ],
  'a name that is not fixed': [
    one(
      `import { EventEmitter } from 'events'\nconst bus = new EventEmitter()\ndeclare const name: string\nbus.emit(name)`,
    ),
    ['publish event {name} by name app.ts:4'],
  ],
  'the process, a stream, a socket': [
    one(
      `import { Readable } from 'node:stream'\ndeclare const socket: any\nprocess.on('exit', () => {})\nnew Readable().on('data', () => {})\nsocket.emit('placed')`,
    ),
    [],
  ],
  'a cache': [
    one(
      `const known = new Map<string, string>()\nexport function remember(name: string, value: string) { known.set(name, value) }\nexport function recall(name: string) { return known.get(name)?.trim() }\nremember('a', 'b')`,
    ),
    [],
  ],
}

const facts = programs(Object.fromEntries(Object.entries(flows).map(([name, [files]]) => [name, files])))

describe('messages', () => {
  it.each(Object.entries(flows).map(([name, [, expected]]) => [name, expected] as const))(
    'of %s',
    async (name, expected) => {
      expect(flowsIn(await facts(name))).toEqual([...expected].sort())
    },
  )
})
