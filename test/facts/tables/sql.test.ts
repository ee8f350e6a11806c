import { describe, expect, it } from 'vitest'
import { findSqlTables } from '../../../src/facts/tables/sql/find-sql-tables.js'
import { tokenizeSql } from '../../../src/facts/tables/sql/tokenize.js'
import { listTables, readTables } from './read-tables.js'

function tablesOf(sql: string): readonly string[] {
  return findSqlTables(tokenizeSql(sql)).tables.map(({ access, name }) => `${access} ${name}`)
}

describe('tables in a statement', () => {
  it.each([
    ['SELECT * FROM users', ['read users']],
    ['select id from users u where u.id = $1', ['read users']],
    ['SELECT * FROM "Order Lines" AS l', ['read Order Lines']],
    ['SELECT * FROM `shop`.`users`', ['read shop.users']],
    ['SELECT * FROM [dbo].[users] u', ['read dbo.users']],
    ['SELECT * FROM catalog.public.products', ['read catalog.public.products']],
    [
      'SELECT * FROM users, orders o, LATERAL (SELECT * FROM lines) l',
      ['read users', 'read orders', 'read lines'],
    ],
    ['SELECT * FROM users u LEFT JOIN orders o ON o.user_id = u.id', ['read users', 'read orders']],
    ['SELECT * FROM (orders o JOIN lines l ON l.order_id = o.id)', ['read orders', 'read lines']],
    ['SELECT * FROM (SELECT * FROM orders) o, users', ['read orders', 'read users']],
    ['SELECT (SELECT count(*) FROM orders) FROM users', ['read orders', 'read users']],
    ['SELECT * FROM users WHERE id IN (SELECT user_id FROM orders)', ['read users', 'read orders']],
    ['SELECT 1 FROM users UNION SELECT 1 FROM admins', ['read users', 'read admins']],
    [
      'SELECT 1 FROM users CROSS JOIN tenants NATURAL JOIN roles',
      ['read users', 'read tenants', 'read roles'],
    ],
    ['SELECT * FROM users FOR UPDATE OF users', ['read users']],
    ['INSERT INTO users (id) VALUES (1)', ['write users']],
    ['INSERT INTO archive SELECT * FROM orders', ['write archive', 'read orders']],
    ['INSERT IGNORE INTO users SET id = 1', ['write users']],
    ['INSERT OR REPLACE INTO users VALUES (1)', ['write users']],
    ['INSERT INTO users VALUES (1) ON CONFLICT (id) DO UPDATE SET name = excluded.name', ['write users']],
    ['UPDATE users SET name = 1', ['write users']],
    ['UPDATE ONLY users u SET name = o.name FROM orders o WHERE o.id = u.id', ['write users', 'read orders']],
    ['UPDATE u SET name = 1 FROM users u', ['write users']],
    ['DELETE FROM users WHERE id = 1', ['write users']],
    ['DELETE FROM lines USING orders WHERE lines.order_id = orders.id', ['write lines', 'read orders']],
    ['DELETE l FROM lines l JOIN orders o USING (order_id)', ['write lines', 'read orders']],
    [
      'MERGE INTO stock s USING deliveries d ON d.sku = s.sku WHEN MATCHED THEN UPDATE SET n = 1',
      ['write stock', 'read deliveries'],
    ],
    ['TRUNCATE TABLE users, orders', ['write users', 'write orders']],
    [
      'CREATE TABLE IF NOT EXISTS lines (order_id int REFERENCES orders (id))',
      ['define lines', 'refer orders'],
    ],
    ['CREATE OR REPLACE VIEW totals AS SELECT * FROM orders', ['define totals', 'read orders']],
    ['CREATE UNIQUE INDEX CONCURRENTLY by_mail ON users (mail)', ['define users']],
    [
      'ALTER TABLE lines ADD FOREIGN KEY (order_id) REFERENCES orders(id) ON DELETE CASCADE ON UPDATE SET NULL',
      ['define lines', 'refer orders'],
    ],
    ['ALTER TABLE people RENAME TO users', ['define people', 'define users']],
    ['DROP TABLE IF EXISTS users, orders CASCADE', ['define users', 'define orders']],
    ['COPY users (id) FROM STDIN', ['write users']],
    ['WITH active AS (SELECT * FROM users) SELECT * FROM active', ['read users']],
    [
      'WITH RECURSIVE tree(id) AS (SELECT id FROM folders), leaf AS NOT MATERIALIZED (SELECT 1 FROM tree) SELECT * FROM leaf',
      ['read folders'],
    ],
    [
      'WITH gone AS (DELETE FROM carts RETURNING *) INSERT INTO archive SELECT * FROM gone',
      ['write carts', 'write archive'],
    ],
    ['CREATE TEMP TABLE scratch (id int); SELECT * FROM scratch JOIN users ON true', ['read users']],
    ['SELECT * FROM users; DELETE FROM orders', ['read users', 'write orders']],
    [
      'SELECT * FROM users -- and FROM nothing\n/* FROM here */ JOIN orders ON true',
      ['read users', 'read orders'],
    ],
    ["SELECT 'FROM nowhere' FROM users WHERE note = 'it''s FROM x'", ['read users']],
    [
      'SELECT extract(epoch FROM created), trim(both FROM name), a IS DISTINCT FROM b FROM users',
      ['read users'],
    ],
    ['SELECT * FROM generate_series(1, 10), jsonb_each(x) AS e JOIN users ON true', ['read users']],
    ['SELECT * FROM information_schema.tables, pg_class, users', ['read users']],
    [
      'CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN SELECT * FROM hidden; END $body$ LANGUAGE plpgsql',
      [],
    ],
  ])('%s', (sql, tables) => {
    expect(tablesOf(sql)).toEqual(tables)
  })

  it.each(['SELECT (', '/* ', '-- ', '"', "'", '$a$', 'FROM ', 'UPDATE a ', 'WITH x AS (', ', '])(
    'reads a long run of %j in one go',
    part => {
      const { tables } = findSqlTables(tokenizeSql(part.repeat(100_000)))
      expect(tables.length).toBeLessThanOrEqual(100_000)
    },
  )
})

const statement = async (code: string) => listTables({ 'src/users.ts': code })

describe('tokens', () => {
  it.each([
    [
      'a "b ""c""" `d e` [f g] [1]',
      ['word a', 'name b "c"', 'name d e', 'name f g', 'symbol [', 'number 1', 'symbol ]'],
    ],
    [
      "'it''s' 'a\\'b' $$x 'y$$ $t$ $$ $t$",
      ["string 'it''s'", "string 'a\\'b'", "string $$x 'y$$", 'string $t$ $$ $t$'],
    ],
    ['a--b\nc/* d */e /* f', ['word a', 'word c', 'word e']],
    [
      'a.b=:c AND d>=$1 OR e::int<>?',
      [
        ...['word a', 'symbol .', 'word b', 'symbol =', 'symbol :c', 'word AND', 'word d', 'symbol >='],
        ...['symbol $1', 'word OR', 'word e', 'symbol ::', 'word int', 'symbol <>', 'symbol ?'],
      ],
    ],
    ['a-b / c, 1.5e3', ['word a', 'symbol -', 'word b', 'symbol /', 'word c', 'symbol ,', 'number 1.5e3']],
    ['straße été$1 _x', ['word straße', 'word été$1', 'word _x']],
    ['a \u0000 "\u0000" "b\u0000"', ['word a', 'hole \u0000', 'hole \u0000', 'name b\u0000']],
    [
      '"" "open `ed [ \'x',
      ['name ', 'symbol "', 'word open', 'symbol `', 'word ed', 'symbol [', "symbol '", 'word x'],
    ],
  ])('of %j', (text, expected) => {
    const tokens = tokenizeSql(text)
    expect(tokens.map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected)
    expect(tokens.every(({ start, end }) => start < end && end <= text.length)).toBe(true)
  })
})

describe('SQL in code', () => {
  it.each([
    ['a string', "const q = 'SELECT * FROM users WHERE id = 1'"],
    ['a template with holes', 'const q = `select u.* from users u where id = ${id}`'],
    ['a concatenation', "const q = 'SELECT * ' + 'FROM users ' + where"],
    ['lines joined', "const q = ['SELECT *', 'FROM users', `WHERE id = ${id}`].join('\\n')"],
    ['a call on a database', "db.query('Select name from users')"],
    ['options of a call', "client.query({ text: 'select name from users', values: [] })"],
    ['a property called sql', "const statements = { sql: 'select name from users' }"],
    ['a tag', 'sql`select name from users`'],
    ['a tag with a type and a schema', 'sql.type(row)<Row>`select name from "users"`'],
    ['a tag of a client', 'prisma.$queryRaw<Row[]>`select name from users`'],
    ['a part of a statement in a tag', 'const part = sql`from users where id = ${id}`'],
    [
      'a constant of the file',
      "const table = 'users'\nconst q = sql`select * from ${sql.identifier([table])}`",
    ],
    [
      'a member of a constant',
      "const T = { users: 'users' } as const\nconst q = `SELECT * FROM ${T.users} u WHERE 1 = 1`",
    ],
    ['an enum', "enum T { Users = 'users' }\npool.query(`SELECT 1 FROM ${T.Users}`)"],
    ['a schema in a hole', 'pool.query(`SELECT 1 FROM ${schema}.users`)'],
  ])('finds the table in %s', async (_, code) => {
    expect(await statement(code)).toEqual(['read users by sql'])
  })

  it.each([
    ['a label', "const label = 'Update your profile from settings'"],
    ['a label in a list', "const label = 'Select an item from the list'"],
    ['a short label', "const label = 'Delete from cart'"],
    ['a label in small letters', "const label = 'select option from menu'"],
    ['a sentence', "const text = 'SELECT one of these FROM the table.'"],
    ['an error', "throw new Error('DELETE FROM users')"],
    ['a log line', "logger.info('INSERT INTO users (id) VALUES (1)')"],
    ['a name of a test', "it('SELECT * FROM users', () => {})"],
    ['an attribute', 'const view = <Button label="SELECT * FROM users" />'],
    ['an import', "import x from 'SELECT * FROM users'"],
    ['a key', "const x = { 'SELECT * FROM users': 1 }"],
    ['a type', "type Q = 'SELECT * FROM users'"],
    ['a query of GraphQL', 'const q = gql`query { from users { id } }`'],
    ['a comment', '// SELECT * FROM users\nconst sql = 1'],
    ['a name made of parts', 'pool.query(`SELECT * FROM users_${year} WHERE 1 = 1`)'],
    ['a name from elsewhere', 'pool.query(`SELECT * FROM ${table} WHERE 1 = 1`)'],
    ['an upsert clause alone', "const text = 'UPDATE on duplicate key'"],
    ['the language of Salesforce', "import jsforce from 'jsforce'\nconn.query('SELECT Id FROM Contact')"],
  ])('passes over %s', async (_, code) => {
    const file = code.includes('<Button') ? 'src/users.tsx' : 'src/users.ts'
    expect(await listTables({ [file]: code })).toEqual([])
  })

  it('tells line and column of each table, across escapes, holes and line breaks', async () => {
    const code =
      'const q = 1\nconst text = `SELECT "a\\tb", ${q}\r\n  FROM users u\n  JOIN ${q} x ON 1 JOIN "orders" o ON true`'
    const uses = await readTables({ 'src/a.ts': code })
    expect(uses.map(({ table, line, column }) => [table, line, column])).toEqual([
      ['users', 3, 8],
      ['orders', 4, 25],
    ])
  })

  it('reads names in backticks that a template has to escape', async () => {
    const code =
      'db.query(`ALTER TABLE \\`users\\` ADD \\`mail\\` text, ADD FOREIGN KEY (\\`t\\`) REFERENCES \\`tenants\\`(\\`id\\`)`)'
    expect(await listTables({ 'src/a.ts': code })).toEqual([
      'define users by sql',
      'refer tenants by sql in users',
    ])
  })

  it('keeps the first places of a table that a file touches again and again', async () => {
    const statements = Array.from(
      { length: 40 },
      (_, at) => `db.query('DELETE FROM ${at % 2 ? 'users' : 'orders'}')`,
    )
    const code = [...statements, "db.query('SELECT * FROM users')"].join('\n')
    const uses = await readTables({ 'src/a.ts': code })
    const linesOf = (table: string, access: string) =>
      uses.filter(use => use.table === table && use.access === access).map(({ line }) => line)
    expect(linesOf('orders', 'write')).toEqual([1, 3, 5, 7, 9])
    expect(linesOf('users', 'write')).toEqual([2, 4, 6, 8, 10])
    expect(linesOf('users', 'read')).toEqual([41])
  })

  it('counts columns from the start of a line in the blocks of a component', async () => {
    const code = '<template><p/></template>\n<script lang="ts">\ndb.query(\'DELETE FROM users\')\n</script>\n'
    const [use] = await readTables({ 'src/a.vue': code })
    expect(use).toMatchObject({ table: 'users', access: 'write', line: 3, column: 23 })
  })

  it('takes the table of a repository class from its tableName', async () => {
    expect(await statement("class Users extends SqlRepository { protected tableName = 'users' }")).toEqual([
      'refer users by sql',
    ])
  })
})
