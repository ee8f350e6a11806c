import type { TableUse } from '../../facts.js'
import type { QueryKey, TableAccess } from '../table-site.js'
import type { Definition } from './definitions.js'

/** Words of query objects that stand between a table and its relations. */
const wrappers: ReadonlySet<string> = new Set([
  'AND',
  'NOT',
  'OR',
  '_count',
  'connect',
  'connectOrCreate',
  'create',
  'createMany',
  'data',
  'delete',
  'deleteMany',
  'every',
  'include',
  'is',
  'isNot',
  'none',
  'order',
  'orderBy',
  'relations',
  'select',
  'some',
  'update',
  'updateMany',
  'upsert',
  'where',
  'with',
])
const writing = /^(?:create|createMany|connectOrCreate|update|updateMany|upsert|delete|deleteMany)$/
const linking = /^(?:connect|disconnect|set)$/

export interface QueryUse {
  readonly key: QueryKey
  readonly target: Definition
  readonly access: TableAccess
}

/** Finds the definition behind a relation. */
export type FollowRelation = (definition: Definition, name: string) => Definition | null

/** Tables that a query touches through relations: `include: { orders: true }`, `data: { author: { create: … } }`. */
export function deriveQueryUses(
  keys: readonly QueryKey[],
  definition: Definition,
  follow: FollowRelation,
): readonly QueryUse[] {
  return keys.flatMap(key => {
    const target = follow(definition, key.name)
    if (target !== null) {
      const access = accessOfKeys(key.keys)
      return [{ key, target, access }, ...deriveQueryUses(key.keys, target, follow)]
    }
    return wrappers.has(key.name) ? deriveQueryUses(key.keys, definition, follow) : []
  })
}

/** `{ create: … }` below a relation writes the related table, `{ connect: … }` only refers to it. */
function accessOfKeys(keys: readonly QueryKey[]): TableUse['access'] {
  if (keys.some(({ name }) => writing.test(name))) return 'write'
  return keys.length > 0 && keys.every(({ name }) => linking.test(name)) ? 'refer' : 'read'
}
