import { describe, expect, it } from 'vitest'
import { frameworksOf, injectionsIn, lifecyclesIn, rolesIn, wiringIn } from '../frameworks-of.js'

const users = `import { Injectable } from '@nestjs/common'
@Injectable()
export class Users {}
`

/** A module whose metadata is the body, in a program with `Users` and an abstract `Mailer` with its `SmtpMailer`. */
const withModule = (metadata: string, more = '') => ({
  'users.ts': users,
  'mailer.ts': `import { Injectable } from '@nestjs/common'
export abstract class Mailer {}
@Injectable()
export class SmtpMailer extends Mailer {}
`,
  'orders.ts': `import { Inject, Injectable } from '@nestjs/common'
import { Mailer } from './mailer.js'
import { MAILER } from './tokens.js'
@Injectable()
export class Orders {
  constructor(private readonly mailer: Mailer, @Inject(MAILER) private readonly other: unknown) {}
}
`,
  'tokens.ts': `export const MAILER = 'mailer'
export const STORE = Symbol('store')
`,
  'app.ts': `import { Global, Module, Scope, forwardRef } from '@nestjs/common'
import { Users } from './users.js'
import { Mailer, SmtpMailer } from './mailer.js'
import { MAILER, STORE } from './tokens.js'
${more}
@Module({ ${metadata} })
export class AppModule {}
`,
})

const boundFor = async (provider: string, into = 'orders.ts#Orders') => {
  const facts = await frameworksOf(withModule(`providers: [${provider}]`))
  return injectionsIn(facts).filter(line => line.startsWith(into))
}

describe('providers of every form', () => {
  it.each([
    ['{ provide: Mailer, useClass: SmtpMailer }', 'mailer: type mailer.ts#Mailer → mailer.ts#SmtpMailer'],
    ['{ provide: Mailer, useExisting: SmtpMailer }', 'mailer: type mailer.ts#Mailer → mailer.ts#SmtpMailer'],
    [
      '{ provide: Mailer, useValue: new SmtpMailer() }',
      'mailer: type mailer.ts#Mailer → mailer.ts#SmtpMailer',
    ],
    [
      '{ provide: Mailer, useFactory: () => new SmtpMailer() }',
      'mailer: type mailer.ts#Mailer → mailer.ts#SmtpMailer',
    ],
    ['{ provide: MAILER, useClass: SmtpMailer }', 'other: token MAILER → mailer.ts#SmtpMailer'],
    [`{ provide: 'mailer', useClass: SmtpMailer }`, 'other: token MAILER → mailer.ts#SmtpMailer'],
    [`{ provide: 'mailers', useClass: SmtpMailer }`, 'other: token MAILER → nothing'],
    [
      '{ provide: Mailer, useClass: SmtpMailer }, { provide: Mailer, useClass: Users }',
      'mailer: type mailer.ts#Mailer → nothing',
    ],
  ])('%s', async (provider, expected) => {
    expect(await boundFor(provider)).toContain(`orders.ts#Orders.${expected}`)
  })

  it('gives a factory what it injects, under the names of its parameters', async () => {
    const facts = await frameworksOf(
      withModule(
        'providers: [{ provide: STORE, useFactory: async (users, mailer) => ({ users, mailer }), inject: [Users, { token: MAILER, optional: true }] }]',
      ),
    )
    expect(injectionsIn(facts)).toEqual(
      expect.arrayContaining([
        'app.ts#AppModule.users: token users.ts#Users → users.ts#Users',
        'app.ts#AppModule.mailer: token MAILER → nothing',
      ]),
    )
    expect(lifecyclesIn(facts)).toEqual(['app.ts#AppModule: async-provider'])
  })
})

describe('lists of a module', () => {
  it.each([
    ['providers: [Users]', ''],
    ['providers: [...all]', 'const all = [Users]'],
    ['providers: all', 'const all = [Users] as const'],
    ['providers: [on ? Users : Mailer]', 'declare const on: boolean'],
    ['providers: [...(on ? [Users] : [])]', 'declare const on: boolean'],
    ['providers: [Users].concat([Mailer])', ''],
    ['providers: [Users, null].filter(Boolean)', ''],
    ['exports: [Users]', ''],
    ['imports: [forwardRef(() => Users)]', ''],
    ['imports: [Users.forRoot({ key: 1 })]', ''],
    ['providers: [{ provide: MAILER, useClass: Users }]', ''],
    ['imports: [TypeOrmModule.forFeature([Users])]', `import { TypeOrmModule } from '@nestjs/typeorm'`],
  ])('wire what %s holds', async (metadata, more) => {
    const wired = wiringIn(await frameworksOf(withModule(metadata, more)))
    expect(wired.filter(line => line.startsWith('users.ts#Users at app.ts'))).toHaveLength(1)
  })

  it('are read from what a dynamic module returns', async () => {
    const facts = await frameworksOf({
      'users.ts': users,
      'app.ts': `import { Module, type DynamicModule } from '@nestjs/common'
import { Users } from './users.js'
@Module({})
export class UsersModule {
  static forRoot(): DynamicModule {
    return { module: UsersModule, global: true, providers: [Users] }
  }
}
`,
    })
    expect(wiringIn(facts)).toEqual(['users.ts#Users at app.ts:6'])
    expect(lifecyclesIn(facts)).toEqual([
      'app.ts#UsersModule: dynamic-module',
      'app.ts#UsersModule: global-module',
    ])
  })

  it('are wired in tests too, where nothing is bound', async () => {
    const facts = await frameworksOf({
      ...withModule('providers: []'),
      'users.test.ts': `import { Test } from '@nestjs/testing'
import { Users } from './users.js'
await Test.createTestingModule({ providers: [Users] }).compile()
`,
    })
    expect(wiringIn(facts)).toEqual(['users.ts#Users at users.test.ts:3'])
  })
})

describe('decorators', () => {
  it.each([
    ['an alias', `import { Injectable as Managed } from '@nestjs/common'\n@Managed()\nexport class Users {}`],
    ['a namespace', `import * as nest from '@nestjs/common'\n@nest.Injectable()\nexport class Users {}`],
    ['a re-export', `import { Injectable } from './nest.js'\n@Injectable()\nexport class Users {}`],
    ['a renamed re-export', `import { Service } from './nest.js'\n@Service()\nexport class Users {}`],
    ['a constant', `import { Managed } from './nest.js'\n@Managed()\nexport class Users {}`],
    ['a composed decorator', `import { Composed } from './nest.js'\n@Composed()\nexport class Users {}`],
  ])('are known through %s', async (_, source) => {
    const nest = `import { Injectable as I, applyDecorators } from '@nestjs/common'
export * from '@nestjs/common'
export { Injectable as Service } from '@nestjs/common'
export const Managed = I
export const Composed = () => applyDecorators(I())
`
    expect(rolesIn(await frameworksOf({ 'nest.ts': nest, 'users.ts': source }))).toContain(
      'users.ts#Users: provider',
    )
  })

  it.each([
    ['the program itself', `const Injectable = () => (target: unknown) => target`],
    ['another package', `import { Injectable } from '@angular/core'`],
  ])('of the same name from %s give no role', async (_, head) => {
    const files = {
      'users.ts': `${head}\n@Injectable()\nexport class Users {}`,
      'nest.ts': `import '@nestjs/common'`,
    }
    expect(rolesIn(await frameworksOf(files))).not.toContain('users.ts#Users: provider')
  })
})
