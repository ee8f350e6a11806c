/** Methods of a Prisma model, with what they do. */
export const clientMethods: Readonly<Record<string, 'read' | 'write'>> = {
  findUnique: 'read',
  findUniqueOrThrow: 'read',
  findFirst: 'read',
  findFirstOrThrow: 'read',
  findMany: 'read',
  findRaw: 'read',
  aggregate: 'read',
  aggregateRaw: 'read',
  groupBy: 'read',
  count: 'read',
  create: 'write',
  createMany: 'write',
  createManyAndReturn: 'write',
  update: 'write',
  updateMany: 'write',
  updateManyAndReturn: 'write',
  upsert: 'write',
  delete: 'write',
  deleteMany: 'write',
}

/** Names that collections and services have as well. */
export const commonMethods: ReadonlySet<string> = new Set([
  'aggregate',
  'count',
  'create',
  'delete',
  'groupBy',
  'update',
  'upsert',
])

/** Keys of the one object that Prisma's methods take. */
export const argumentKeys: ReadonlySet<string> = new Set([
  'by',
  'create',
  'cursor',
  'data',
  'distinct',
  'having',
  'include',
  'limit',
  'omit',
  'orderBy',
  'relationLoadStrategy',
  'select',
  'skip',
  'skipDuplicates',
  'take',
  'update',
  'where',
  '_avg',
  '_count',
  '_max',
  '_min',
  '_sum',
])
