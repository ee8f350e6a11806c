import { describe, expect, it } from 'vitest'
import { listTablesIn, readTables } from './read-tables.js'

const models = {
  'src/models/base-user.ts': `export default (sequelize, DataTypes) => {
  const BaseUser = sequelize.define('base_user', {}, { tableName: 'base_user' })
  BaseUser.associate = models => { BaseUser.hasOne(models.Member, { as: 'Member', onDelete: 'CASCADE' }) }
  return BaseUser
}`,
  'src/models/member.ts': `module.exports = (sequelize, DataTypes) => sequelize.define('member', {
  user_id: { type: DataTypes.UUID, references: { model: 'base_user', key: 'id' }, onDelete: 'cascade' },
})`,
  'src/models/invoice.ts': `import { Model, DataTypes } from 'sequelize'
export class InvoiceLine extends Model {}
InvoiceLine.init({}, { sequelize, underscored: true })
export class Category extends Model {}
Category.init({}, { sequelize, modelName: 'category', freezeTableName: true, schema: 'shop' })`,
  'src/models/team.ts': `import { Table, Model, HasMany, BelongsTo, ForeignKey } from 'sequelize-typescript'
@Table({ tableName: 'teams' }) export class Team extends Model { @HasMany(() => Player) players: Player[] }
@Table export class Player extends Model { @ForeignKey(() => Team) teamId: number
  @BelongsTo(() => Team, { onDelete: 'SET NULL' }) team: Team }`,
  'src/models/index.ts': `import fs from 'node:fs'\nexport default {}`,
}

describe('models of Sequelize', () => {
  it('are defined by define, init and decorated classes, with the names that Sequelize gives them', async () => {
    expect(await listTablesIn('src/models/base-user.ts', models)).toEqual([
      'define base_user (BaseUser) by sequelize',
      'refer members (member) by sequelize in base_user',
    ])
    expect(await listTablesIn('src/models/member.ts', models)).toEqual([
      'define members (member) by sequelize',
      'refer base_user (BaseUser) by sequelize in members',
    ])
    expect(await listTablesIn('src/models/invoice.ts', models)).toEqual([
      'define invoice_lines (InvoiceLine) by sequelize',
      'define shop.category (Category) by sequelize',
    ])
    expect(await listTablesIn('src/models/team.ts', models)).toEqual([
      'define teams (Team) by sequelize',
      'refer Players (Player) by sequelize in teams',
      'define Players (Player) by sequelize',
      'refer teams (Team) by sequelize in Players',
      'refer teams (Team) by sequelize in Players',
    ])
  })

  it('tell what their foreign keys do when a row is deleted', async () => {
    const uses = await readTables(models)
    expect(uses.filter(({ effects }) => effects).map(({ file, effects }) => [file, effects])).toEqual([
      ['src/models/base-user.ts', ['cascade-delete']],
      ['src/models/member.ts', ['cascade-delete']],
      ['src/models/team.ts', ['set-null']],
    ])
  })
})

describe('uses of models', () => {
  const users = 'base_user (BaseUser) by sequelize'
  const members = 'members (member) by sequelize'
  const lines = 'invoice_lines (InvoiceLine) by sequelize'
  it.each([
    ['models.BaseUser.findAll()', [`read ${users}`]],
    ['class R { find() { const User = this.models.BaseUser; return User.findOne({}) } }', [`read ${users}`]],
    ['const { Member } = db\nMember.create({})', [`write ${members}`]],
    ["import { BaseUser } from './models'\nBaseUser.destroy({})", [`write ${users}`]],
    [
      "const db = require('./models')\nconst Members = db.members\nMembers.bulkCreate([])",
      [`write ${members}`],
    ],
    ["import { InvoiceLine } from './models/invoice.js'\nnew InvoiceLine({}).save()", [`write ${lines}`]],
    [
      "import { InvoiceLine } from './models/invoice.js'\nconst line = await InvoiceLine.findByPk(1)\nawait line.update({})",
      [`read ${lines}`, `write ${lines}`],
    ],
    [
      'models.Member.findAll({ include: [{ model: models.BaseUser, as: "User" }] })',
      [`read ${members}`, `read ${users}`],
    ],
    ["queryInterface.bulkInsert('base_user', [])", [`write ${users}`]],
    ["import { BaseUser } from './domain'\nBaseUser.create({})", []],
    ['cache.BaseUser.create({})', []],
    ['Category.findAll()', []],
  ])('%s', async (code, expected) => {
    expect(await listTablesIn('src/use.ts', { ...models, 'src/use.ts': code })).toEqual(expected)
  })
})

it('migrations of Sequelize define tables and the references between them', async () => {
  const code = `export default { up: q => queryInterface.createTable('orders', {
  buyer: { type: Sequelize.UUID, references: { model: { tableName: 'users', schema: 'crm' } }, onDelete: 'CASCADE' },
}), down: () => queryInterface.dropTable('orders') }
queryInterface.addConstraint('orders', { references: { table: 'shops', field: 'id' } })`
  expect(await listTablesIn('src/migration.ts', { 'src/migration.ts': code })).toEqual([
    'define orders by sequelize',
    'refer users by sequelize in orders',
    'define orders by sequelize',
    'define orders by sequelize',
    'refer shops by sequelize in orders',
  ])
})
