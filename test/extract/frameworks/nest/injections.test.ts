import { describe, expect, it } from 'vitest'
import { frameworksOf, injectionsIn } from '../frameworks-of.js'

/** `Orders` with a body and imports, beside `Users`. */
const withOrders = (body: string, decorator = '@Injectable()') => ({
  'users.ts': `import { Injectable } from '@nestjs/common'
@Injectable()
export class Users {}
export class Base { constructor(protected readonly users: Users) {} }
`,
  'orders.ts': `import { forwardRef, Inject, Injectable, Optional } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { InjectRepository } from '@nestjs/typeorm'
import { Base, Users } from './users.js'
const TOKENS = { users: Symbol('users') }
${decorator}
export class Orders ${body}
`,
})

const users = 'users.ts#Users → users.ts#Users'

describe('what a class asks for', () => {
  it.each([
    ['{ constructor(private readonly users: Users) {} }', [`orders.ts#Orders.users: type ${users}`]],
    ['{ constructor(users: Users | undefined) {} }', [`orders.ts#Orders.users: type ${users}`]],
    ['{ constructor(@Optional() private users?: Users) {} }', [`orders.ts#Orders.users: type ${users}`]],
    ['{ constructor(@Inject(Users) private users: unknown) {} }', [`orders.ts#Orders.users: token ${users}`]],
    [
      '{ constructor(@Inject(forwardRef(() => Users)) private users: Users) {} }',
      [`orders.ts#Orders.users: forward-reference ${users}`],
    ],
    ['{ @Inject() private readonly users: Users }', [`orders.ts#Orders.users: type ${users}`]],
    ['{ @Inject(TOKENS.users) users: unknown }', ['orders.ts#Orders.users: token TOKENS.users → nothing']],
    [
      '{ constructor(@InjectRepository(Users) private rows: unknown) {} }',
      ['orders.ts#Orders.rows: token InjectRepository(Users) → nothing'],
    ],
    ['extends Base {}', [`users.ts#Base.users: type ${users}`]],
    ['{ constructor(private readonly name: string, options: { a: 1 }) {} }', []],
  ])('%s', async (body, expected) => {
    expect(injectionsIn(await frameworksOf(withOrders(body)))).toEqual(expected)
  })

  it.each([
    ['this.users = this.ref.get(Users)', `orders.ts#Orders.users: lookup ${users}`],
    ['const mine = await this.ref.resolve(Users)', `orders.ts#Orders.mine: lookup ${users}`],
    [`this.ref.get('USERS', { strict: false })`, `orders.ts#Orders.null: lookup 'USERS' → nothing`],
  ])('is looked up by %s', async (statement, expected) => {
    const body = `{ constructor(private readonly ref: ModuleRef) {} users: unknown; async load() { ${statement} } }`
    expect(injectionsIn(await frameworksOf(withOrders(body)))).toContain(expected)
  })

  it('is not what a Map gives', async () => {
    const body = `{ private readonly known = new Map(); load() { return this.known.get(Users) } }`
    expect(injectionsIn(await frameworksOf(withOrders(body)))).toEqual([])
  })

  it('is nothing where no container makes the class', async () => {
    const body = '{ constructor(private readonly users: Users) {} }'
    expect(injectionsIn(await frameworksOf(withOrders(body, '')))).toEqual([])
  })
})
