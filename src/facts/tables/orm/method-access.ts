import type { TableAccess } from '../table-site.js'

const reads =
  /^(?:from|using|\$count|(?:left|inner|right|full|cross)Join\w*|find\w*|count\w*|exists?\w*|sum|average|minimum|maximum|stream)$/
const writes =
  /^(?:insert|into|update|delete|upsert|save|remove|softDelete|softRemove|restore|recover|increment|decrement|clear|truncate)$/
const references =
  /^(?:get(?:Tree|Mongo|Custom)?Repository|getRepositoryToken|InjectRepository|EntityRepository|createQueryBuilder|forFeature|relation|getTableColumns)$/
/** Names that a project gives to wrappers of its own: `getEntityOrThrow(ctx, Product, id)`. */
const wrappers = /Repository|QueryBuilder|Entity(?![a-z])|Entities/

/** What a function does to a table object or entity class that it is given; null when it is no such function. */
export function accessOfArgument(method: string, receiver: string | null): TableAccess | null {
  if (references.test(method)) return 'refer'
  if (reads.test(method)) return 'read'
  if (writes.test(method)) return 'write'
  if (/^(?:create|merge|preload|getId)$/.test(method)) return isManager(receiver) ? 'refer' : null
  return wrappers.test(method) ? (/^(?:get|find|load|fetch)/.test(method) ? 'read' : 'refer') : null
}

function isManager(receiver: string | null): boolean {
  return receiver !== null && /manager|connection|data_?source|^em$/i.test(receiver)
}

const repositoryReads =
  /^(?:find\w*|count\w*|exists?\w*|sum|average|minimum|maximum|query|createQueryBuilder)$/
const repositoryWrites =
  /^(?:insert|update|delete|upsert|save|remove|softDelete|softRemove|restore|recover|increment|decrement|clear|preload)$/

/** What a method of a repository does to the repository's table; null for those that touch no data. */
export function accessOfRepository(method: string): TableAccess | null {
  if (repositoryReads.test(method)) return 'read'
  return repositoryWrites.test(method) ? 'write' : null
}
