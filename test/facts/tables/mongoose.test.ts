import { describe, expect, it } from 'vitest'
import { listTablesIn } from './read-tables.js'

const models = {
  'src/user.ts': `import mongoose, { Schema } from 'mongoose'
const UserSchema = new Schema({ name: String, shop: { type: Schema.Types.ObjectId, ref: 'Shop' } })
export const User = mongoose.models.User || mongoose.model('User', UserSchema)`,
  'src/schema.ts': `import { Schema } from 'mongoose'
export const ShopSchema = Schema({ owners: [{ person: { type: Schema.Types.ObjectId, ref: 'User' } }] }, { collection: 'stores' })`,
  'src/shop.js': `const mongoose = require('mongoose')
const { ShopSchema } = require('./schema')
module.exports = mongoose.model('Shop', ShopSchema)`,
  'src/cat.ts': `import { Prop, Schema } from '@nestjs/mongoose'
import { User } from './user.js'
@Schema() export class Category { @Prop({ type: Types.ObjectId, ref: User.name }) owner: User }
@Schema({ _id: false }) export class Part {}`,
}

describe('models of Mongoose', () => {
  it('are collections, with the references of their schemas', async () => {
    expect(await listTablesIn('src/user.ts', models)).toEqual([
      'refer stores (Shop) by mongoose in users',
      'define users (User) by mongoose',
    ])
    expect(await listTablesIn('src/shop.js', models)).toEqual(
      expect.arrayContaining([
        'define stores (Shop) by mongoose',
        'refer users (User) by mongoose in stores',
      ]),
    )
    expect(await listTablesIn('src/cat.ts', models)).toEqual([
      'define categories (Category) by mongoose',
      'refer users (User) by mongoose in categories',
    ])
  })
})

describe('uses of collections', () => {
  const users = 'users (User) by mongoose'
  const shops = 'stores (Shop) by mongoose'
  const categories = 'categories (Category) by mongoose'
  it.each([
    ["import { User } from './user'\nUser.find({}).lean()", [`read ${users}`]],
    ["import { User } from './user'\nUser.find().populate('shop')", [`read ${users}`, `read ${shops}`]],
    ["import { User } from './user'\nconst user = new User({})\nawait user.save()", [`write ${users}`]],
    ["const Shop = require('./shop')\nShop.findByIdAndUpdate(1, {})", [`write ${shops}`]],
    ["mongoose.model('Shop').countDocuments()", [`read ${shops}`]],
    [
      "import { User } from './user'\nUser.aggregate([{ $lookup: { from: 'stores', as: 's' } }])",
      [`read ${users}`, `read ${shops}`],
    ],
    [
      "import { Category } from './cat'\nclass A { constructor(@InjectModel(Category.name) private model: Model<CategoryDocument>) {}\n all() { return this.model.find() } }",
      [`read ${categories}`],
    ],
    [
      "import { Category } from './cat'\nclass A { constructor(@InjectModel('User') private model) {}\n add() { return new this.model({}).save() } }",
      [`write ${users}`],
    ],
    [
      "import { User } from './user'\nconst findUser = async id => { return User.findById(id) }\nconst user = await findUser(1)\nawait user.remove()",
      [`read ${users}`, `write ${users}`],
    ],
    ["import { User } from './other'\nUser.find()", []],
  ])('%s', async (code, expected) => {
    expect(await listTablesIn('src/use.ts', { ...models, 'src/use.ts': code })).toEqual(expected)
  })
})
