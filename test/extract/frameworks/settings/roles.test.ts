import { describe, expect, it } from 'vitest'
import { programs } from '../cases.js'
import { lifecyclesIn, rolesIn } from '../frameworks-of.js'

const nest = `import * as nest from '@nestjs/common'\nimport { Injectable, Scope, Inject, type CanActivate, type PipeTransform, type NestMiddleware, type NestInterceptor, Catch, type ExceptionFilter, UseGuards, Controller, SetMetadata, createParamDecorator, applyDecorators } from '@nestjs/common'\nimport { AuthGuard } from '@nestjs/passport'\nimport { ConfigService, registerAs } from '@nestjs/config'\n`

/** A statement, and the roles that it gives. */
const roles: Readonly<Record<string, readonly string[]>> = {
  'export class A implements CanActivate {}': ['A: guard'],
  [`export class A extends AuthGuard('jwt') {}`]: ['A: guard'],
  [`class Base extends AuthGuard('jwt') {}\nexport class A extends Base {}`]: ['A: guard', 'Base: guard'],
  'export class A implements PipeTransform {}': ['A: pipe'],
  'export class A implements NestMiddleware {}': ['A: middleware'],
  'export class A implements nest.NestInterceptor {}': ['A: interceptor'],
  '@Catch()\nexport class A implements ExceptionFilter {}': ['A: filter'],
  'export class G {}\n@UseGuards(G)\n@Controller()\nexport class A {}': ['A: controller', 'G: guard'],
  'export const A = createParamDecorator(() => 1)': ['A: decorator'],
  [`export const A = (...names: string[]) => SetMetadata('roles', names)`]: ['A: decorator'],
  [`export function A() { return applyDecorators(SetMetadata('a', 1)) }`]: ['A: decorator'],
  [`export const A = registerAs('mail', () => ({ host: 'x' }))`]: ['A: configuration'],
  'export class A { constructor(private readonly config: ConfigService) {} get port() { return this.config.get("PORT") } }':
    ['A: configuration'],
  'export class A { constructor(private readonly config: ConfigService) {} get port() { return this.config.get("PORT") } async run() { await fetch("x") } }':
    [],
  'export const A = { host: process.env.HOST }': ['A: configuration'],
  'export const A = () => { run(process.env.HOST) }\ndeclare function run(x: unknown): void': [],
  'export const A = { host: 1 }': [],
  'export class A { debug() {} info() {} warn() {} error() {} }': ['A: logger'],
  'export class A { debug() {} info() {} charge() {} refund() {} }': [],
  [`import pino from 'pino'\nexport const A = pino({ level: 'info' })`]: ['A: logger'],
  [`import { createLogger } from 'winston'\nexport const A = createLogger()`]: ['A: logger'],
  [`import { Entity } from 'typeorm'\n@Entity()\nexport class A {}`]: ['A: entity'],
  [`import { Repository } from 'typeorm'\nexport class A extends Repository<object> {}`]: ['A: repository'],
  [`import { Trace } from 'shop-tracing'\n@Trace()\nexport class A {}`]: [],
}

const read = programs(Object.fromEntries(Object.keys(roles).map(text => [text, { 'app.ts': nest + text }])))

describe('roles', () => {
  it.each(Object.entries(roles))('%s', async (text, expected) => {
    const found = rolesIn(await read(text)).filter(line => line.startsWith('app.ts#'))
    expect(found).toEqual(expected.map(each => `app.ts#${each}`))
  })

  it('of decorators of unknown packages are told apart from what they stand on', async () => {
    const found = await programs({
      one: { 'app.ts': `import { Trace } from 'shop-tracing'\n@Trace()\nexport class A {}` },
    })('one')
    expect(found.roles.get('shop-tracing#Trace')?.map(({ text }) => text)).toEqual([
      '@Trace of shop-tracing: what it does is not known',
    ])
  })
})

const lives: Readonly<Record<string, readonly string[]>> = {
  '@Injectable({ scope: Scope.REQUEST })\nexport class A {}': ['request-scope'],
  '@Injectable({ scope: nest.Scope.TRANSIENT })\nexport class A {}': ['transient'],
  [`import { REQUEST } from '@nestjs/core'\n@Injectable()\nexport class A { constructor(@Inject(REQUEST) private r: unknown) {} }`]:
    ['request-scope'],
  '@Injectable()\nexport class A { async onModuleInit() {} onModuleDestroy() {} }': ['on-start', 'on-stop'],
  'export class A { onModuleInit() {} }': [],
  '@Injectable()\nexport class A {}': [],
  '@nest.Global()\n@nest.Module({})\nexport class A {}': ['global-module'],
}
const readLives = programs(
  Object.fromEntries(Object.keys(lives).map(text => [text, { 'app.ts': nest + text }])),
)

describe('lifecycles', () => {
  it.each(Object.entries(lives))('%s', async (text, expected) => {
    expect(lifecyclesIn(await readLives(text))).toEqual(expected.map(kind => `app.ts#A: ${kind}`))
  })
})
