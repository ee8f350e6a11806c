/** A form in which code can cross a border: files, and each site in the order of file and place. */
export interface Form {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** `usage Symbol.member` for each mark; `usage A & B` where one place uses several. */
  readonly sites: string
}

const service = `export class UsersService {
  name = 'users'
  static of() { return new UsersService() }
  get size() { return 1 }
  async find(id: string): Promise<User> { return { id, address: { city: 'Bern' } } }
  async list(): Promise<User[]> { return [] }
}
export interface User { id: string; address: { city: string } }
export enum Status { Active = 'active', Gone = 'gone' }
export const limits = { page: 20, deep: { most: 3 } }
export const userRepo = { find(id: string) { return id }, all: () => [] as User[] }
export function greet(name: string) { return 'Hello ' + name }
export class NotFound extends Error { constructor(readonly id: string) { super(id) } }
export type Id = string
export let current = 0
export abstract class Base { protected log(text: string) { return text } abstract run(): void }
`

/** A file of orders that imports from the users' file. */
function orders(names: string, text: string): Readonly<Record<string, string>> {
  return { 'users/users.ts': service, 'orders/orders.ts': `import ${names} from '../users/users'\n${text}` }
}

export const forms: readonly Form[] = [
  {
    name: 'a member of what a constructor is given',
    files: orders(
      '{ UsersService }',
      `export class Orders { constructor(private readonly users: ‹UsersService›) {}
        place(id: string) { return this.users.‹find›(id) } }`,
    ),
    sites: 'inject UsersService, call UsersService.find',
  },
  {
    name: 'a member of a property that was made',
    files: orders(
      '{ UsersService }',
      'class Orders { users = new ‹UsersService›()\n run() { void this.users.‹list›() } }',
    ),
    sites: 'construct UsersService, call UsersService.list',
  },
  {
    name: 'a member of a parameter',
    files: orders('{ UsersService }', "export const run = (users: ‹UsersService›) => users.‹find›('1')"),
    sites: 'type UsersService, call UsersService.find',
  },
  {
    name: 'a member of what another function answers, in a file that imports nothing of it',
    files: {
      ...orders('{ UsersService }', 'export function users() { return new ‹UsersService›() }'),
      'orders/run.ts': "import { users } from './orders'\nexport const run = () => users().‹find›('1')",
    },
    sites: 'construct UsersService, call UsersService.find',
  },
  {
    name: 'data that comes through a third file',
    files: {
      ...orders('{ UsersService }', "export const user = async (users: ‹UsersService›) => users.‹find›('1')"),
      'mail/mail.ts':
        "import { user } from '../orders/orders'\nexport const to = async (source: never) => (await user(source)).‹address›.‹city›",
    },
    sites: 'read User.address, read User.address.city, type UsersService, call UsersService.find',
  },
  {
    name: 'destructuring of an instance',
    files: orders(
      '{ UsersService }',
      'export const run = (users: ‹UsersService›) => { const { ‹name›, ‹size›: n } = users; return name + n }',
    ),
    sites: 'type UsersService, read UsersService.name, read UsersService.size',
  },
  {
    name: 'destructuring in a parameter',
    files: orders('{ User }', 'export const run = ({ ‹id› }: ‹User›) => id'),
    sites: 'read User.id, type User',
  },
  {
    name: 'an alias of an instance',
    files: orders('{ userRepo }', "const repo = ‹userRepo›\nexport const run = () => repo.‹find›('1')"),
    sites: 'pass userRepo, call userRepo.find',
  },
  {
    name: 'a method that a subclass has inherited',
    files: orders(
      '{ Base }',
      "export class Order extends ‹Base› { run() { this.‹log›('x'); super.‹log›('y') } }",
    ),
    sites: 'extend Base, call Base.log, call Base.log',
  },
  {
    name: 'a method that another inherits from it',
    files: orders(
      '{ Base }',
      "class Order extends ‹Base› { run() {} }\nclass Special extends Order { go() { this.‹log›('x') } }",
    ),
    sites: 'extend Base, call Base.log',
  },
  {
    name: 'the constructor of a base class',
    files: orders('{ Base }', 'export class Order extends ‹Base› { constructor() { ‹super›() } run() {} }'),
    sites: 'extend Base, extend Base',
  },
  {
    name: 'optional chaining',
    files: orders('{ UsersService }', "export const run = (users?: ‹UsersService›) => users?.‹find›?.('1')"),
    sites: 'type UsersService, call UsersService.find',
  },
  {
    name: 'an element by its literal name',
    files: orders('{ UsersService }', "export const run = (users: ‹UsersService›) => users[‹'find'›]('1')"),
    sites: 'type UsersService, call UsersService.find',
  },
  {
    name: 'a static member',
    files: orders('{ UsersService }', 'export const users = UsersService.‹of›()'),
    sites: 'call UsersService.of',
  },
  {
    name: 'an accessor',
    files: orders('{ UsersService }', 'export const n = (users: ‹UsersService›) => users.‹size›'),
    sites: 'type UsersService, read UsersService.size',
  },
  {
    name: 'a namespace of imports',
    files: orders('* as users', "export const text = users.‹greet›('Ada')\nexport type Id = users.‹Id›"),
    sites: 'call greet, type Id',
  },
  {
    name: 'a namespace that is handed on as a whole',
    files: orders('* as users', 'export const all = Object.keys(‹users›)'),
    sites: 'read *',
  },
  {
    name: 'a renamed import',
    files: orders('{ greet as hello }', "export const text = ‹hello›('Ada')"),
    sites: 'call greet',
  },
  {
    name: 'a default export with a name',
    files: {
      'users/users.ts': 'export default class Users { find() {} }',
      'orders/orders.ts': "import People from '../users/users'\nnew ‹People›().‹find›()",
    },
    sites: 'construct Users, call Users.find',
  },
  {
    name: 'a default export without a name',
    files: {
      'users/users.ts': 'export default function () { return 1 }',
      'orders/orders.ts': "import users from '../users/users'\n‹users›()",
    },
    sites: 'call default',
  },
  {
    name: 'a default export of an object',
    files: {
      'users/users.ts': 'export default { find(id: string) { return id } }',
      'orders/orders.ts': "import users from '../users/users'\nusers.‹find›('1')",
    },
    sites: 'call default.find',
  },
  {
    name: 'a barrel of the module',
    files: {
      'users/users.ts': service,
      'users/index.ts': "export * from './users'",
      'orders/orders.ts': "import { greet } from '../users'\n‹greet›('Ada')",
    },
    sites: 'call greet',
  },
  {
    name: 'a barrel of a third module, under another name',
    files: {
      'users/users.ts': service,
      'shared/index.ts': "export { ‹greet› as hello } from '../users/users'",
      'orders/orders.ts': "import { hello } from '../shared'\n‹hello›('Ada')",
    },
    sites: 'call greet, reexport greet',
  },
  {
    name: 'a star of a third module',
    files: {
      'users/users.ts': service,
      'shared/index.ts': "‹export› * from '../users/users'",
      'orders/orders.ts': "import { greet } from '../shared'\n‹greet›('Ada')",
    },
    sites: `call greet, reexport ${[
      'Base',
      'Id',
      'NotFound',
      'Status',
      'User',
      'UsersService',
      'current',
      'greet',
      'limits',
      'userRepo',
    ].join(' & ')}`,
  },
  {
    name: 'an export of what was imported',
    files: orders('{ greet }', 'export { ‹greet› }'),
    sites: 'reexport greet',
  },
  {
    name: 'a default export of what was imported',
    files: orders('{ greet }', 'export default ‹greet›'),
    sites: 'reexport greet',
  },
  {
    name: 'a dynamic import',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "const { ‹greet› } = await import('../users/users')\ngreet('Ada')",
    },
    sites: 'pass greet',
  },
  {
    name: 'a member of a dynamic import',
    files: {
      'users/users.ts': service,
      'orders/orders.ts':
        "export const run = () => import('../users/users').then(users => users.‹greet›('Ada'))",
    },
    sites: 'call greet',
  },
  {
    name: 'a dynamic import of which nobody knows what is used',
    files: {
      'users/users.ts': service,
      'orders/orders.ts':
        "export const load = (use: (all: unknown) => void) => ‹import›('../users/users').then(use)",
    },
    sites: 'read *',
  },
  {
    name: 'require in a TypeScript file',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "const users = require('../users/users')\nusers.‹greet›('Ada')",
    },
    sites: 'call greet',
  },
  {
    name: 'a destructured require in a TypeScript file',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "const { ‹greet› } = require('../users/users')\ngreet('Ada')",
    },
    sites: 'pass greet',
  },
  {
    name: 'an import that is an assignment',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "import users = require('../users/users')\nusers.‹greet›('Ada')",
    },
    sites: 'call greet',
  },
  {
    name: 'require of an object of functions in JavaScript',
    files: {
      'users/users.js': 'function find(id) { return id }\nmodule.exports = { find, add(id) { return id } }',
      'orders/orders.js': "const users = require('../users/users')\nusers.‹find›('1')\nusers.‹add›('2')",
    },
    sites: 'call find, call add',
  },
  {
    name: 'a destructured require in JavaScript',
    files: {
      'users/users.js': 'exports.find = function (id) { return id }',
      'orders/orders.js': "const { ‹find› } = require('../users/users')\n‹find›('1')",
    },
    sites: 'pass find, call find',
  },
  {
    name: 'a class that a JavaScript file exports as a whole',
    files: {
      'users/users.js': 'class Users { find(id) { return id } }\nmodule.exports = Users',
      'orders/orders.js': "const Users = require('../users/users')\nnew ‹Users›().‹find›('1')",
    },
    sites: 'construct Users, call Users.find',
  },
  {
    name: 'a class with methods on its prototype',
    files: {
      'users/users.js':
        'function Users() {}\nUsers.prototype.find = function (id) { return id }\nmodule.exports = { Users }',
      'orders/orders.js': "const { ‹Users› } = require('../users/users')\nnew ‹Users›().‹find›('1')",
    },
    sites: 'pass Users, construct Users, call Users.find',
  },
  {
    name: 'types in comments of JavaScript',
    files: {
      'users/users.js': 'class Users { find(id) { return id } }\nmodule.exports = { Users }',
      'orders/orders.js':
        "/** @param {import('../users/users').‹Users›} users */\nfunction run(users) { return users.‹find›('1') }\nmodule.exports = { run }",
    },
    sites: 'type Users, call Users.find',
  },
  {
    name: 'a type that is imported where it is used',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "export type U = import('../users/users').‹User›",
    },
    sites: 'type User',
  },
  {
    name: 'type-only imports',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "import type { User } from '../users/users'\nexport type Us = ‹User›[]",
    },
    sites: 'type User',
  },
  {
    name: 'the type of a value',
    files: orders('{ limits }', 'export type Limits = typeof ‹limits›'),
    sites: 'type limits',
  },
  {
    name: 'a base interface',
    files: orders('type { User }', 'export interface Buyer extends ‹User› { paid: boolean }'),
    sites: 'type User',
  },
  {
    name: 'an implemented interface',
    files: orders(
      'type { User }',
      "export class Buyer implements ‹User› { id = '1'; address = { city: 'Bern' } }",
    ),
    sites: 'implement User',
  },
  {
    name: 'a generic argument',
    files: orders('type { User }', 'export const byId = new Map<string, ‹User›>()'),
    sites: 'type User',
  },
  {
    name: 'members through mapped types',
    files: orders('type { User }', 'export const city = (user: Partial<‹User›>) => user.‹address›?.‹city›'),
    sites: 'type User, read User.address, read User.address.city',
  },
  {
    name: 'an indexed type',
    files: orders('type { User }', "export type City = ‹User›['address']"),
    sites: 'type User',
  },
  {
    name: 'an instance check',
    files: orders('{ NotFound }', 'export const isMissing = (error: unknown) => error instanceof ‹NotFound›'),
    sites: 'instance-check NotFound',
  },
  {
    name: 'an error that is thrown, caught and read',
    files: orders(
      '{ NotFound }',
      "export function run() { try { throw new ‹NotFound›('1') } catch (error) { if (error instanceof ‹NotFound›) return error.‹id› } }",
    ),
    sites: 'construct NotFound, instance-check NotFound, read NotFound.id',
  },
  {
    name: 'a member of an enum',
    files: orders('{ Status }', 'export const now = Status.‹Gone›'),
    sites: 'read Status.Gone',
  },
  {
    name: 'an enum as a type',
    files: orders('{ Status }', 'export let now: ‹Status› | undefined'),
    sites: 'type Status',
  },
  {
    name: 'a member of an enum as a type',
    files: orders('{ Status }', 'export type Gone = Status.‹Gone›'),
    sites: 'type Status.Gone',
  },
  {
    name: 'an object of functions',
    files: orders('{ userRepo }', "export const run = () => [userRepo.‹find›('1'), userRepo.‹all›()]"),
    sites: 'call userRepo.find, call userRepo.all',
  },
  {
    name: 'an object that holds what it is given',
    files: orders('{ userRepo }', 'export const shop = { ‹userRepo› }'),
    sites: 'pass userRepo',
  },
  {
    name: 'data inside a constant',
    files: orders('{ limits }', 'export const most = limits.‹deep›.‹most›'),
    sites: 'read limits.deep, read limits.deep.most',
  },
  {
    name: 'a function as a value',
    files: orders('{ greet }', "export const texts = ['Ada'].map(‹greet›)"),
    sites: 'pass greet',
  },
  {
    name: 'a method as a value',
    files: orders(
      '{ UsersService }',
      'export const run = (users: ‹UsersService›) => users.‹find›.bind(users)',
    ),
    sites: 'type UsersService, pass UsersService.find',
  },
  {
    name: 'a call through call',
    files: orders('{ greet }', "‹greet›.call(null, 'Ada')"),
    sites: 'call greet',
  },
  {
    name: 'a template that a function reads',
    files: {
      'users/users.ts': 'export function sql(parts: TemplateStringsArray) { return parts[0] }',
      'orders/orders.ts': "import { sql } from '../users/users'\nexport const query = ‹sql›`select`",
    },
    sites: 'call sql',
  },
  {
    name: 'a variable that is written by its members',
    files: orders(
      '{ limits }',
      'limits.‹page› = 10\nlimits.deep.‹most›++'.replace('limits.deep', 'limits.‹deep›'),
    ),
    sites: 'write limits.page, read limits.deep, write limits.deep.most',
  },
  {
    name: 'a decorator',
    files: {
      'users/users.ts': 'export const Log = (): ClassDecorator => () => {}',
      'orders/orders.ts': "import { Log } from '../users/users'\n@‹Log›()\nexport class Orders {}",
    },
    sites: 'decorate Log',
  },
  {
    name: 'a class among the arguments of a decorator',
    files: {
      'users/users.ts': 'export class Guard {}\nexport class UsersModule {}',
      'orders/orders.ts':
        "import { UseGuards, Module } from '@nestjs/common'\nimport { Guard, UsersModule } from '../users/users'\n@UseGuards(‹Guard›)\nexport class Orders {}\n@Module({ imports: [‹UsersModule›] })\nexport class OrdersModule {}",
    },
    sites: 'decorate Guard, wire UsersModule',
  },
  {
    name: 'an entity that another has a relation to',
    files: {
      'users/users.ts': 'export class User { id = 1; orders = [] }',
      'orders/orders.ts':
        "import { ManyToOne } from 'typeorm'\nimport { User } from '../users/users'\nexport class Order { @ManyToOne(() => ‹User›, user => user.orders) user!: ‹User› }",
    },
    sites: 'relate User, type User',
  },
  {
    name: 'a class that a container is asked for',
    files: orders(
      '{ UsersService }',
      'declare const container: { get<T>(type: new () => T): T }\nexport const run = () => container.get(‹UsersService›).‹list›()',
    ),
    sites: 'inject UsersService, call UsersService.list',
  },
  {
    name: 'a token',
    files: {
      'users/users.ts': "export const USERS = 'users'",
      'orders/orders.ts':
        "import { Inject } from '@nestjs/common'\nimport { USERS } from '../users/users'\nexport class Orders { constructor(@Inject(‹USERS›) readonly users: unknown) {} }",
    },
    sites: 'inject USERS',
  },
  {
    name: 'an event that is published and one that is handled',
    files: {
      'users/users.ts': 'export class UserAdded { constructor(readonly id: string) {} }',
      'orders/orders.ts':
        "import { EventsHandler } from '@nestjs/cqrs'\nimport { UserAdded } from '../users/users'\ndeclare const bus: { publish(event: object): void }\nbus.publish(new ‹UserAdded›('1'))\n@EventsHandler(‹UserAdded›)\nexport class Welcome { handle(event: ‹UserAdded›) { return event.‹id› } }",
    },
    sites: 'publish UserAdded, subscribe UserAdded, type UserAdded, read UserAdded.id',
  },
  {
    name: 'a router that is mounted',
    files: {
      'users/users.ts': "import { Router } from 'express'\nexport const usersRouter = Router()",
      'orders/orders.ts':
        "import express from 'express'\nimport { usersRouter } from '../users/users'\nexport const app = express()\napp.use('/users', ‹usersRouter›)",
    },
    sites: 'wire usersRouter',
  },
  {
    name: 'markup',
    files: {
      'users/avatar.tsx': 'export function Avatar() { return null }',
      'orders/page.tsx':
        "import { Avatar } from '../users/avatar'\nexport const page = <div><‹Avatar› /><‹Avatar›></Avatar></div>",
    },
    sites: 'render Avatar, render Avatar',
  },
  {
    name: 'a class that a function makes',
    files: {
      'users/users.ts': 'export function createUsers() { return { find(id: string) { return id } } }',
      'orders/orders.ts':
        "import { createUsers } from '../users/users'\nconst users = ‹createUsers›()\nusers.‹find›('1')",
    },
    sites: 'call createUsers, call createUsers.find',
  },
  {
    name: 'a namespace that is declared',
    files: {
      'users/users.ts':
        'export namespace Errors { export class Gone extends Error {}\n export const code = 410 }',
      'orders/orders.ts':
        "import { Errors } from '../users/users'\nexport const run = () => { throw new Errors.‹Gone›(String(Errors.‹code›)) }",
    },
    sites: 'construct Errors.Gone, read Errors.code',
  },
  {
    name: 'an import for its effects',
    files: { 'users/setup.ts': 'console.log(1)\nexport {}', 'orders/orders.ts': "‹import› '../users/setup'" },
    sites: 'read *',
  },
  {
    name: 'an import that nothing uses',
    files: orders('{ ‹greet›, type ‹User› }', 'export const nothing = 0'),
    sites: 'read greet, type User',
  },
  {
    name: 'a file that a test replaces',
    files: {
      'users/users.ts': service,
      'orders/orders.test.ts': "‹jest›.mock('../users/users')\nexport {}",
    },
    sites: 'mock *',
  },
  {
    name: 'a private file of another package of the workspace',
    files: {
      'users/package.json': '{ "name": "@forms/users", "main": "users.ts" }',
      'users/users.ts': service,
      'orders/orders.ts': "import { greet } from '../users/users'\n‹greet›('Ada')",
    },
    sites: 'call greet',
  },
]

/** What looks like a crossing and is none. */
export const lookAlikes: readonly Form[] = [
  {
    name: 'members of the same name on what is its own',
    files: orders(
      'type { Id }',
      "class Own { find(id: ‹Id›) { return id } }\nexport const run = () => new Own().find('1')",
    ),
    sites: 'type Id',
  },
  {
    name: 'a name that a local variable shadows',
    files: orders(
      '{ greet }',
      "export const run = (greet: (name: string) => string) => greet('Ada')\n‹greet›('Bob')",
    ),
    sites: 'call greet',
  },
  {
    name: 'a type of the same name from elsewhere',
    files: {
      'users/users.ts': service,
      'orders/user.ts': 'export interface User { id: string }',
      'orders/orders.ts': "import type { User } from './user'\nexport const id = (user: User) => user.id",
    },
    sites: '',
  },
  {
    name: 'names in strings and comments, and keys of objects',
    files: {
      'users/users.ts': service,
      'orders/orders.ts':
        "// greet UsersService\nexport const text = { greet: 'UsersService', find: 1 }\nexport const one = text.find",
    },
    sites: '',
  },
  {
    name: 'an object that has the shape of an interface',
    files: orders('type { User }', "export const ada: ‹User› = { id: '1', address: { city: 'Bern' } }"),
    sites: 'type User',
  },
  {
    name: 'what the language and libraries declare',
    files: {
      'users/users.ts': 'export const map = 1\nexport const length = 2',
      'orders/orders.ts': 'export const n = [1].map(x => x).length',
    },
    sites: '',
  },
  {
    name: 'what overrides a method',
    files: orders(
      '{ Base }',
      "export class Order extends ‹Base› { log(text: string) { return text }\n run() { this.log('x') } }",
    ),
    sites: 'extend Base',
  },
  {
    name: 'uses within the module',
    files: { 'users/users.ts': service, 'users/own.ts': "import { greet } from './users'\ngreet('Ada')" },
    sites: '',
  },
  {
    name: 'a local type with the members of one that was imported',
    files: orders(
      'type { Id }',
      'type Own = { address: { city: string } }\nexport const city = (own: Own, _id: ‹Id›) => own.address.city',
    ),
    sites: 'type Id',
  },
  {
    name: 'a method of a library class whose name is declared',
    files: {
      'users/users.ts': service,
      'orders/orders.ts': "export const found = ['a'].find(x => x === 'a')",
    },
    sites: '',
  },
]
