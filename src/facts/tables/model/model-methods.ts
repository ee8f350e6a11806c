import type { TableAccess } from '../table-site.js'

const reads =
  /^(?:find|findAll|findOne|findOneBy|findOneOrFail|findBy|findByPk|findById|findByIds|findAndCount|findAndCountAll|count|countBy|countDocuments|estimatedDocumentCount|exists|distinct|max|min|sum|aggregate|paginate|scope|unscoped|createQueryBuilder|where|watch)$/
const writes =
  /^(?:create|bulkCreate|bulkSave|bulkWrite|insert|insertMany|update|updateOne|updateMany|upsert|replaceOne|destroy|delete|deleteOne|deleteMany|restore|increment|decrement|truncate|findOrCreate|findCreateFind|save|remove|findByIdAnd\w+|findOneAnd\w+)$/

/** What a static method of a model does, in Sequelize, Mongoose and the active records of TypeORM. */
export function accessOfModelMethod(method: string): TableAccess | null {
  if (reads.test(method)) return 'read'
  return writes.test(method) ? 'write' : null
}

/** Methods of one row that change it. */
export const rowWrites: ReadonlySet<string> = new Set([
  'save',
  'remove',
  'softRemove',
  'destroy',
  'update',
  'updateOne',
  'deleteOne',
  'increment',
  'decrement',
  'restore',
])

/** Methods behind `User.query()` that write, in Objection. */
export const queryWrites =
  /^(?:insert\w*|patch\w*|update\w*|upsert\w*|delete\w*|relate|unrelate|increment|decrement|truncate)$/
