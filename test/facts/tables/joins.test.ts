import { describe, expect, it } from 'vitest'
import { readTables } from './read-tables.js'

const definitions = {
  'src/schema.prisma':
    'model Post {\n  id Int @id\n  author Author @relation(fields: [authorId], references: [id], onDelete: Cascade)\n  authorId Int\n}\nmodel Author {\n  id Int @id\n  posts Post[]\n}\n',
  'src/entities.ts': `@Entity('users') export class User { @OneToMany(() => Order, o => o.user, { cascade: true, eager: true }) orders }
@Entity('orders') export class Order { @ManyToOne(() => User, { onDelete: 'SET NULL' }) user }`,
  'src/tables.ts': `import { pgTable } from 'drizzle-orm/pg-core'
export const people = pgTable('people', {})
export const pets = pgTable('pets', { owner: integer().references(() => people.id, { onDelete: 'cascade' }) })`,
}
const imports = "import { User, Order } from './entities.js'\nimport { people, pets } from './tables.js'\n"

/** The tables of each query that stands in a file with others. */
async function listJoins(code: string): Promise<readonly string[]> {
  const uses = await readTables({ ...definitions, 'src/use.ts': imports + code })
  const queries = new Map<string, string[]>()
  for (const { file, query, table } of uses)
    if (file === 'src/use.ts' && query !== undefined)
      queries.set(query, [...(queries.get(query) ?? []), table])
  return [...queries.values()].map(tables => tables.join(' + '))
}

describe('tables of one query', () => {
  it.each([
    ["db.query('SELECT * FROM a JOIN b ON a.id = b.a'); db.query('SELECT * FROM c')", ['a + b']],
    ["db.query('SELECT * FROM a; SELECT * FROM b')", []],
    ["db.query('DELETE FROM a USING b WHERE a.id = b.id')", ['a + b']],
    ["db.query('CREATE TABLE a (b int REFERENCES b)')", []],
    ['db.select().from(people).leftJoin(pets, eq(a, b))', ['people + pets']],
    ['const [a, b] = await Promise.all([db.select().from(people), db.select().from(pets)])', []],
    ['db.select().from(people).where(inArray(people.id, db.select().from(pets)))', ['people + pets']],
    ["knex('a').join('b', 'a.id', 'b.a')", ['a + b']],
    ["const query = knex('a').select()\nquery.join('b', 'a.id', 'b.a')", ['a + b']],
    ["const db = knex(config)\ndb('a').select()\ndb('b').select()", []],
    ["db.selectFrom('a').innerJoin('b', 'a.id', 'b.a')", ['a + b']],
    ["getRepository(User).createQueryBuilder('u').leftJoinAndSelect('u.orders', 'o')", ['users + orders']],
    ["getRepository(User).find({ relations: ['orders'] })", ['users + orders']],
    ['manager.find(User); manager.find(Order)', []],
    ['prisma.post.findMany({ include: { author: true } })', ['Post + Author']],
    ['prisma.$transaction([prisma.post.findMany(), prisma.author.findMany()])', []],
    ['async function f() { await manager.find(User)\n return manager.find(Order) }', []],
  ])('%s', async (code, expected) => {
    expect(await listJoins(code)).toEqual(expected)
  })

  it('are all told, however often a file touches the same table alone', async () => {
    const alone = Array.from({ length: 9 }, (_, at) => `db.query('SELECT ${at} FROM a')`).join('\n')
    expect(await listJoins(`${alone}\ndb.query('SELECT * FROM a JOIN b ON a.id = b.a')`)).toEqual(['a + b'])
  })
})

describe('references', () => {
  it.each([
    ['prisma', 'src/schema.prisma', [['Post', 'Author', ['cascade-delete']]]],
    [
      'TypeORM',
      'src/entities.ts',
      [
        ['users', 'orders', ['cascade-save', 'eager']],
        ['orders', 'users', ['set-null']],
      ],
    ],
    ['Drizzle', 'src/tables.ts', [['pets', 'people', ['cascade-delete']]]],
  ])('of %s tell what happens to their rows', async (_, file, expected) => {
    const uses = (await readTables(definitions)).filter(use => use.file === file && use.access === 'refer')
    expect(uses.map(({ inside, table, effects }) => [inside, table, effects])).toEqual(expected)
  })

  it.each([
    [
      "db.query('CREATE TABLE a (b int REFERENCES b(id) ON UPDATE CASCADE ON DELETE CASCADE, c int REFERENCES c)')",
      [['cascade-delete'], undefined],
    ],
    [
      "knex.schema.createTable('a', t => { t.integer('b').references('id').inTable('b').onDelete('CASCADE') })",
      [['cascade-delete']],
    ],
    [
      "db.schema.createTable('a').addColumn('b', 'int', c => c.references('b.id').onDelete('set null'))",
      [['set-null']],
    ],
  ])('of %s too', async (code, expected) => {
    const uses = (await readTables({ 'src/use.ts': code })).filter(use => use.access === 'refer')
    expect(uses.map(({ effects }) => effects)).toEqual(expected)
  })
})
