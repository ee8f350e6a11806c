import { foldModelName } from '../model/plural.js'
import type { Orm, TableCreatorSite, TableDefinitionSite, TableRelation, TableSite } from '../table-site.js'

/** A table's definition with all that other files add to it. */
export interface Definition {
  readonly file: string
  readonly site: TableDefinitionSite
  /** Name in the database, with its schema where known. */
  readonly table: string
  readonly relations: readonly TableRelation[]
}

/** Definitions of a repository, found by file or by name. */
export interface Definitions {
  readonly all: readonly Definition[]
  readonly inFile: (file: string) => readonly Definition[]
  /** By the name in code; the nearest to a file where several tables share it. */
  readonly byEntity: (name: string, by: Orm, near: string) => Definition | null
  /** By the name of a model of Sequelize or Mongoose, however it is spelled: `BaseUser` for `base_user`. */
  readonly byModel: (name: string, near: string) => Definition | null
  /** By the name after a Prisma client: `userProfile` for the model `UserProfile`. */
  readonly byAccessor: (name: string, near: string) => Definition | null
  /** By the name in the database; null when it may mean tables of several schemas. */
  readonly byTable: (name: string, near: string) => Definition | null
}

export function indexDefinitions(all: readonly Definition[]): Definitions {
  const files = groupBy(all, ({ file }) => file)
  const entities = groupBy(all, ({ site }) => `${site.by} ${site.entity}`)
  const models = groupBy(
    all.filter(({ site }) => site.by === 'prisma'),
    ({ site }) => lowerFirst(site.entity),
  )
  const folded = groupBy(
    all.filter(({ site }) => site.by === 'sequelize' || site.by === 'mongoose'),
    ({ site }) => foldModelName(site.entity),
  )
  const tables = groupBy(all, ({ table }) => bareName(table))
  return {
    all,
    inFile: file => files.get(file) ?? [],
    byEntity: (name, by, near) => pickNearest(entities.get(`${by} ${name}`) ?? [], near),
    byModel: (name, near) => pickNearest(folded.get(foldModelName(name)) ?? [], near),
    byAccessor: (name, near) => pickNearest(models.get(name) ?? [], near),
    byTable: (name, near) => {
      const found = (tables.get(bareName(name)) ?? []).filter(({ table }) => isSameSchema(table, name))
      const names = new Set(found.map(({ table }) => table.toLowerCase()))
      return names.size > 1 ? null : pickNearest(found, near)
    },
  }
}

/** Sites of functions that make tables, by file. */
export function indexCreators(
  sites: ReadonlyMap<string, readonly TableSite[]>,
): ReadonlyMap<string, readonly TableCreatorSite[]> {
  const creators = new Map<string, readonly TableCreatorSite[]>()
  for (const [file, list] of sites) {
    const made = list.filter(site => site.kind === 'creator')
    if (made.length > 0) creators.set(file, made)
  }
  return creators
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function bareName(table: string): string {
  return table.slice(table.lastIndexOf('.') + 1).toLowerCase()
}

const defaultSchemas: ReadonlySet<string> = new Set(['', 'public', 'dbo', 'main'])

/** Equal schemas, or one of the two is not written or the usual one. */
function isSameSchema(left: string, right: string): boolean {
  const [one, other] = [left, right].map(name => name.split('.').at(-2)?.toLowerCase() ?? '')
  return one === other || defaultSchemas.has(one ?? '') || defaultSchemas.has(other ?? '')
}

/** The candidate with the fewest folders between it and a file; the first of equals. */
function pickNearest(candidates: readonly Definition[], near: string): Definition | null {
  if (candidates.length < 2) return candidates[0] ?? null
  let best: Definition | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const distance = countSteps(candidate.file, near)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Steps up and down the tree of folders from one file to another. */
function countSteps(left: string, right: string): number {
  const [lefts, rights] = [left.split('/'), right.split('/')]
  let shared = 0
  while (shared < lefts.length - 1 && lefts[shared] === rights[shared]) shared++
  return lefts.length + rights.length - 2 * shared
}
