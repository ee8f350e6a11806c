import { describe, expect, it } from 'vitest'
import { listTablesIn } from './read-tables.js'

const base = {
  'src/entities.ts': `@Entity('users') export class User {}\n@Entity('orders') export class Order {}`,
  'src/repo.ts': `export abstract class Repo<T> {
  constructor(protected readonly repository: Repository<T>) {}
  all() { return this.repository.find() }
  add(row: T) { return this.repository.save(row) }
}`,
  'src/sql-repo.ts': `export abstract class SqlRepo<Row> {
  protected abstract tableName: string
  one(id) { return this.pool.query(sql\`SELECT * FROM \${sql.identifier([this.tableName])} WHERE id = \${id}\`) }
  drop(id) { return this.pool.query(sql\`DELETE FROM \${sql.identifier([this.tableName])} WHERE id = \${id}\`) }
}`,
  'src/knex-repo.ts': `export class KnexRepo {
  table
  all() { return this.knex(this.table).select() }
  add(row) { return this.knex(this.table).insert(row) }
}`,
}

describe('a base class of repositories', () => {
  const users = 'users (User) by typeorm'
  it.each([
    [
      'with a type parameter',
      `import { User } from './entities.js'\nimport { Repo } from './repo.js'
export class Users extends Repo<User> {}`,
      [`read ${users}`, `write ${users}`],
    ],
    [
      'with another class between',
      `import { User } from './entities.js'\nimport { Repo } from './repo.js'
class Middle<E> extends Repo<E> {}
export class Users extends Middle<User> {}`,
      [`read ${users}`, `write ${users}`],
    ],
    [
      'whose field the subclass uses itself',
      `import { User } from './entities.js'
abstract class Bare<T> { constructor(protected readonly repository: Repository<T>) {} }
class Users extends Bare<User> { all() { return this.repository.find() } }`,
      [`read ${users}`],
    ],
    [
      'that asks for a table name',
      `import { SqlRepo } from './sql-repo.js'
export class Wallets extends SqlRepo<Wallet> { protected tableName = 'wallets' }`,
      ['read wallets by sql', 'write wallets by sql', 'refer wallets by sql'],
    ],
    [
      'on Knex',
      `import { KnexRepo } from './knex-repo.js'
export class Carts extends KnexRepo { table = 'carts' }`,
      ['read carts by knex', 'write carts by knex'],
    ],
  ])('%s touches the table in the file of the class that names it', async (_, code, expected) => {
    expect(await listTablesIn('src/use.ts', { ...base, 'src/use.ts': code })).toEqual(expected)
  })

  it('touches no table by itself', async () => {
    const code = "import { Repo } from './repo.js'\nexport class Other extends Repo<Plain> {}"
    const files = { ...base, 'src/use.ts': code }
    expect(await listTablesIn('src/use.ts', files)).toEqual([])
    for (const file of ['src/repo.ts', 'src/sql-repo.ts', 'src/knex-repo.ts'])
      expect(await listTablesIn(file, files)).toEqual([])
  })
})
