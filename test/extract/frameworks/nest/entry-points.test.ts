import { describe, expect, it } from 'vitest'
import { programs } from '../cases.js'
import { entriesIn } from '../frameworks-of.js'

const head = `import { All, applyDecorators, Controller, Get, Post, Sse } from '@nestjs/common'
import { Args, Mutation, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql'
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets'
import { EventPattern, GrpcMethod, MessagePattern } from '@nestjs/microservices'
import { Cron, CronExpression, Interval, Timeout } from '@nestjs/schedule'
import { Process, Processor } from '@nestjs/bull'
const BASE = 'users'
const Read = (path: string) => applyDecorators(Get('composed'))
class User {}
`

const entries: Readonly<Record<string, readonly string[]>> = {
  [`@Controller('users') export class A { @Get() list() {} @Post(':id/mails') send() {} }`]: [
    'http GET /users → A.list',
    'http POST /users/:id/mails → A.send',
  ],
  [`@Controller({ path: BASE, version: '1' }) export class A { @Get(['a', '/b/']) list() {} }`]: [
    'http GET /users/a → A.list',
    'http GET /users/b → A.list',
  ],
  '@Controller(`${BASE}/all`) export class A { @All() any() {} @Sse("live") live() {} }': [
    'http ALL /users/all → A.any',
    'http GET /users/all/live → A.live',
  ],
  [`@Controller('x') export class A { @Read('a') list() {} }`]: ['http GET /x/composed → A.list'],
  [`class Base { @Get('inherited') list() {} } @Controller('x') export class A extends Base {}`]: [
    'http GET /x/inherited → Base.list',
  ],
  [`export class A { @Get('lost') list() {} }`]: [],
  [`@Resolver(() => User) export class A { @Query(() => [User]) users() {} @Mutation(() => User, { name: 'add' }) create() {} @ResolveField() posts() {} @Subscription('changed') on() {} @ResolveReference() find() {} }`]:
    [
      'graphql Mutation.add → A.create',
      'graphql Query.users → A.users',
      'graphql Subscription.changed → A.on',
      'graphql User.__resolveReference → A.find',
      'graphql User.posts → A.posts',
    ],
  [`@WebSocketGateway() export class A { @SubscribeMessage('chat') chat() {} }`]: ['socket chat → A.chat'],
  [`@Controller() export class A { @MessagePattern({ cmd: 'sum' }) sum() {} @EventPattern('placed') on() {} @GrpcMethod('Users') find() {} }`]:
    ['message Users.Find → A.find', 'message placed → A.on', `message { cmd: 'sum' } → A.sum`],
  [`export class A { constructor() {} }\nimport { Injectable } from '@nestjs/common'\n@Injectable() export class B { @Cron('0 3 * * *') night() {} @Cron(CronExpression.EVERY_HOUR) hourly() {} @Interval('poll', 500) poll() {} @Timeout(10) late() {} }`]:
    [
      'job after 10 ms → B.late',
      'job cron 0 3 * * * → B.night',
      'job cron CronExpression.EVERY_HOUR → B.hourly',
      'job every 500 ms → B.poll',
    ],
  [`@Processor('mails') export class A { @Process('welcome') welcome() {} @Process() any() {} }`]: [
    'job mails → A.any',
    'job mails/welcome → A.welcome',
  ],
  [`import { Processor as P, WorkerHost } from '@nestjs/bullmq'\n@P('mails') export class A extends WorkerHost { async process() {} }`]:
    ['job mails → A.process'],
  [`import { schedule } from 'node-cron'\nschedule('0 * * * *', clean)\nfunction clean() {}`]: [
    'job cron 0 * * * * → clean',
  ],
  [`import { Command } from 'nest-commander'\n@Command({ name: 'seed' }) export class A { async run() {} }`]:
    ['command-line seed → A.run'],
  [`import { Get as G, JsonController } from 'routing-controllers'\n@JsonController('/users') export class A { @G('/:id') find() {} }`]:
    ['http GET /users/:id → A.find'],
}

const facts = programs(
  Object.fromEntries(Object.keys(entries).map(text => [text, { 'app.ts': head + text }])),
)

describe('what the outside calls', () => {
  it.each(Object.entries(entries))('%s', async (text, expected) => {
    expect(entriesIn(await facts(text))).toEqual([...expected].sort())
  })
})
