import { describe, expect, it } from 'vitest'
import { programs } from '../cases.js'
import { injectionsIn, rolesIn, wiringIn } from '../frameworks-of.js'

const parts = `export interface Mailer { send(): void }
export class SmtpMailer implements Mailer { send() {} }
export const TYPES = { mailer: Symbol.for('mailer') }
`
const one = (text: string) => ({ 'parts.ts': parts, 'app.ts': text })
const head = `import { SmtpMailer, TYPES, type Mailer } from './parts.js'`

const bound: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  'tsyringe by text': [
    `import { container, inject, injectable } from 'tsyringe'\n${head}\n@injectable()\nexport class Orders { constructor(@inject('Mailer') private mailer: Mailer) {} }\ncontainer.register('Mailer', { useClass: SmtpMailer })`,
    [`app.ts#Orders.mailer: token 'Mailer' → parts.ts#SmtpMailer`],
  ],
  'tsyringe by type and looked up': [
    `import { container, singleton } from 'tsyringe'\n${head}\n@singleton()\nexport class Orders { constructor(private mailer: SmtpMailer) {} }\nexport function run() { const orders = container.resolve(Orders); return orders }`,
    [
      'app.ts#Orders.mailer: type parts.ts#SmtpMailer → parts.ts#SmtpMailer',
      'app.ts#run.orders: lookup app.ts#Orders → app.ts#Orders',
    ],
  ],
  'tsyringe, registered as one': [
    `import { container, inject, injectable } from 'tsyringe'\n${head}\n@injectable()\nexport class Orders { constructor(@inject('Post') private mailer: Mailer) {} }\ncontainer.registerSingleton<Mailer>('Post', SmtpMailer)`,
    [`app.ts#Orders.mailer: token 'Post' → parts.ts#SmtpMailer`],
  ],
  inversify: [
    `import { Container, inject, injectable } from 'inversify'\n${head}\n@injectable()\nexport class Orders { @inject(TYPES.mailer) private mailer!: Mailer }\nconst container = new Container()\ncontainer.bind<Mailer>(TYPES.mailer).to(SmtpMailer).inSingletonScope()\nexport const orders = container.get(Orders)`,
    [
      'app.ts#Orders.mailer: token TYPES.mailer → parts.ts#SmtpMailer',
      'app.ts#orders.orders: lookup app.ts#Orders → app.ts#Orders',
    ],
  ],
  typedi: [
    `import { Container, Inject, Service } from 'typedi'\n${head}\n@Service('mailer')\nexport class Own {}\n@Service()\nexport class Orders { constructor(private mailer: SmtpMailer, @Inject('mailer') private own: Own, @Inject(() => SmtpMailer) private late: Mailer) {} }`,
    [
      'app.ts#Orders.late: token parts.ts#SmtpMailer → parts.ts#SmtpMailer',
      'app.ts#Orders.mailer: type parts.ts#SmtpMailer → parts.ts#SmtpMailer',
      `app.ts#Orders.own: token 'mailer' → app.ts#Own`,
    ],
  ],
  awilix: [
    `import { asClass, asFunction, createContainer } from 'awilix'\n${head}\nexport class Orders { constructor({ mailer }: { mailer: Mailer }) {} }\nexport const makeReport = ({ orders }: { orders: Orders }) => ({ orders })\nconst container = createContainer()\ncontainer.register({ mailer: asClass(SmtpMailer).singleton(), orders: asClass(Orders), report: asFunction(makeReport) })`,
    [
      `app.ts#Orders.mailer: token 'mailer' → parts.ts#SmtpMailer`,
      `app.ts#makeReport.orders: token 'orders' → app.ts#Orders`,
    ],
  ],
  'objects made by hand': [
    `${head}\nexport class Orders { constructor(private readonly mailer: Mailer) {} place() {} }\nconst mailer = new SmtpMailer()\nexport const orders = new Orders(mailer)`,
    ['app.ts#Orders.mailer: type parts.ts#SmtpMailer → parts.ts#SmtpMailer'],
  ],
  'a value that functions make too': [
    `export class Money { constructor(readonly cents: unknown) {} plus() { return new Money(this) } }\nconst unit = new Money(1)\nexport const zero = new Money(unit)`,
    [],
  ],
  'a class without a container': [
    `${head}\nexport class Orders { constructor(private mailer: SmtpMailer) {} }`,
    [],
  ],
}

const facts = programs(Object.fromEntries(Object.entries(bound).map(([name, [text]]) => [name, one(text)])))

describe('what is asked for', () => {
  it.each(Object.entries(bound).map(([name, [, expected]]) => [name, expected] as const))(
    'with %s',
    async (name, expected) => {
      expect(injectionsIn(await facts(name))).toEqual(expected)
    },
  )

  it('is wired where it is put together', async () => {
    expect(wiringIn(await facts('inversify'))).toEqual(['parts.ts#SmtpMailer at app.ts:6'])
    expect(wiringIn(await facts('objects made by hand'))).toEqual([
      'app.ts#Orders at app.ts:4',
      'app.ts#mailer at app.ts:4',
      'parts.ts#SmtpMailer at app.ts:3',
    ])
  })

  it('makes providers of classes that are bound, not of values', async () => {
    expect(rolesIn(await facts('awilix'))).toContain('parts.ts#SmtpMailer: provider')
    expect(rolesIn(await facts('objects made by hand'))).toContain('app.ts#Orders: provider')
    expect(rolesIn(await facts('a value that functions make too'))).toEqual([])
  })
})
