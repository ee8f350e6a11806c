import { describe, expect, it } from 'vitest'
import { parsePrismaSchema } from '../../../src/facts/tables/index.js'
import { listTablesIn } from './read-tables.js'

const schema = `
datasource db { provider = "postgresql" }
model User {
  id     Int     @id // the key { of users }
  name   String  @default("}")
  site   String  @default("http://shop")
  orders Order[]
  buddy  User?   @relation("buddies", fields: [buddyId], references: [id])
  buddyId Int?
  buddies User[] @relation("buddies")
  tags   Tag[]
  @@map("users")
  @@schema("identity")
}
/*
model Old {
  id Int @id
}
*/
model Order {
  id     Int  @id // @@map("wrong")
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
  lines  OrderLine[]
  state  State
}
model OrderLine {
  id      Int   @id
  orderId Int
  order   Order @relation(name: "order", fields: [orderId], references: [id])
  user    Json
}
model Tag {
  id    Int    @id
  users User[]
}
view Totals {
  sum Int
}
enum State { OPEN }
`

const file = 'src/shop.ts'
const touchedBy = (code: string) => listTablesIn(file, { [file]: code, 'prisma/schema.prisma': schema })

describe('a schema of Prisma', () => {
  it('defines models and views under their names in the database', () => {
    expect(parsePrismaSchema(schema).map(({ entity, table }) => [entity, table])).toEqual([
      ['User', 'identity.users'],
      ['Order', 'Order'],
      ['OrderLine', 'OrderLine'],
      ['Tag', 'Tag'],
      ['Totals', 'Totals'],
    ])
  })

  it('tells line and column of each model', () => {
    expect(parsePrismaSchema(schema)[0]).toMatchObject({ line: 3, column: 7 })
  })

  it('refers from the side with the foreign key only, and from both where a table of pairs has it', async () => {
    const uses = await listTablesIn('prisma/schema.prisma', { 'prisma/schema.prisma': schema })
    expect(uses.filter(use => use.startsWith('refer'))).toEqual([
      'refer identity.users (User) by prisma in identity.users',
      'refer Tag by prisma in identity.users',
      'refer identity.users (User) by prisma in Order',
      'refer Order by prisma in OrderLine',
      'refer identity.users (User) by prisma in Tag',
    ])
  })

  it('ties models to each other across the files of a folder', async () => {
    const uses = await listTablesIn('prisma/orders.prisma', {
      'prisma/users.prisma': 'model User {\n id Int @id\n orders Order[]\n}',
      'prisma/orders.prisma':
        'model Order {\n id Int @id\n user User @relation(fields: [id], references: [id])\n}',
    })
    expect(uses).toEqual(['define Order by prisma', 'refer User by prisma in Order'])
  })

  it('reads Windows line ends and compact models', () => {
    const compact = 'model A {\r\n  id Int @id\r\n  @@map("as")\r\n}\r\nmodel B {\r\n}\r\n'
    expect(parsePrismaSchema(compact).map(({ table }) => table)).toEqual(['as', 'B'])
  })
})

describe('calls of a Prisma client', () => {
  const users = 'identity.users (User) by prisma'
  it.each([
    ['prisma.user.findMany()', [`read ${users}`]],
    ['this.prisma.user.create({ data })', [`write ${users}`]],
    ['await (await getPrisma()).user.count()', [`read ${users}`]],
    ['prisma.$transaction(async tx => { await tx.user.update({ where, data }) })', [`write ${users}`]],
    ['ctx.db.user.findUniqueOrThrow(query)', [`read ${users}`]],
    ['db.user.delete({ where: { id } })', [`write ${users}`]],
    ['prisma.user.findMany({ cacheStrategy: { ttl: 60 } })', [`read ${users}`]],
    ["prisma['user'].groupBy({ by: ['id'] })", [`read ${users}`]],
    ['prisma?.user?.upsert({ where, create, update })', [`write ${users}`]],
    ['prisma!.user.deleteMany()', [`write ${users}`]],
    ['prisma.orderLine.findFirst()', ['read OrderLine by prisma']],
    ['prisma.totals.findMany()', ['read Totals by prisma']],
    ['class Db extends PrismaClient { all() { return this.user.findMany() } }', [`read ${users}`]],
    ['function f(store: Prisma.TransactionClient) { return store.user.create(x) }', [`write ${users}`]],
    ['const shop = new PrismaClient()\nshop.user.count()', [`read ${users}`]],
    ['const { user } = prisma\nuser.findMany()', [`refer ${users}`, `read ${users}`]],
    ['new Repository(prisma.user)', [`refer ${users}`]],
  ])('%s', async (code, tables) => {
    expect(await touchedBy(code)).toEqual(tables)
  })

  it.each([
    ['a model that no schema has', 'prisma.invoice.findMany()'],
    ['a map', 'this.user.delete(id)'],
    ['a service', 'this.user.create({ name })'],
    ['a service with a query of its own', 'services.user.update({ where, data })'],
    ['a remote procedure', 'caller.user.create({ data: { name } })'],
    ['a query of a remote procedure', 'caller.user.delete({ where: { id } })'],
    ['a repository of a class', 'class A { all() { return this.user.findMany({ where }) } }'],
    ['a client of another kind', 'client.user.create({ name, email })'],
    ['a cache', "this.cache.user.delete('key')"],
    ['a list', 'page.user.count(1, 2)'],
    ['types', "import { Prisma, type User } from '@prisma/client'\nlet user: User"],
  ])('passes over %s', async (_, code) => {
    expect(await touchedBy(code)).toEqual([])
  })

  it('follows relations through include, select, where, order and counts', async () => {
    const code = `prisma.user.findMany({
      where: { orders: { some: { lines: { none: {} } } } },
      include: { buddy: true, tags: false },
      orderBy: [{ orders: { _count: 'asc' } }],
      select: { _count: { select: { tags: true } }, name: true },
    })`
    expect(await touchedBy(code)).toEqual([
      `read ${users}`,
      'read Order by prisma',
      'read OrderLine by prisma',
      `read ${users}`,
      'read Order by prisma',
      'read Tag by prisma',
    ])
  })

  it('tells writes through relations from links', async () => {
    const code = `prisma.order.create({
      data: {
        user: { connect: { id } },
        lines: { create: [{ user: { orders: 1 } }] },
      },
    })`
    expect(await touchedBy(code)).toEqual([
      'write Order by prisma',
      `refer ${users}`,
      'write OrderLine by prisma',
    ])
  })

  it('follows constants, spreads, conditions and typed pieces of a query', async () => {
    const code = `const lines = { lines: true }
const include = Prisma.validator<Prisma.OrderInclude>()({ ...lines })
const where: Prisma.TagWhereInput = { users: { some: {} } }
prisma.order.findMany({ include: full ? include : { user: true } })`
    expect(await touchedBy(code)).toEqual([
      'read OrderLine by prisma',
      'refer Order by prisma',
      'refer Tag by prisma',
      `read ${users}`,
      'read Order by prisma',
      `read ${users}`,
    ])
  })

  it('does not loop on constants that contain each other', async () => {
    const code = 'const a = { where: { ...b } }\nconst b = { AND: [a, a, b, b] }\nprisma.user.findMany(a)'
    expect(await touchedBy(code)).toEqual([`read ${users}`])
  })

  it('takes the nearest of two schemas', async () => {
    const model = (table: string) => `model User {\n id Int @id\n @@map("${table}")\n}`
    const files = {
      'apps/shop/prisma/schema.prisma': model('shop_users'),
      'apps/desk/prisma/schema.prisma': model('desk_users'),
      'apps/desk/src/a.ts': 'prisma.user.findMany()',
      'apps/shop/src/a.ts': 'prisma.user.findMany()',
    }
    expect(await listTablesIn('apps/desk/src/a.ts', files)).toEqual(['read desk_users (User) by prisma'])
    expect(await listTablesIn('apps/shop/src/a.ts', files)).toEqual(['read shop_users (User) by prisma'])
  })

  it('calls a table in SQL by its model', async () => {
    expect(await touchedBy('prisma.$executeRaw`UPDATE "users" SET name = ${name}`')).toEqual([
      'write identity.users (User) by sql',
    ])
  })
})
