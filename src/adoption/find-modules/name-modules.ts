import { groupBy } from '../../kernel/group-by.js'
import { lastSegment, parentFolder } from './candidate.js'

/** What a name is made of. */
export interface Unnamed {
  readonly path: string
  readonly only?: readonly string[]
  readonly ownName: string | null
  /** Path of the package around a nested module; null for what stands at the top. */
  readonly inside: string | null
}

/** Names that Windows gives to devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A name per path: a package's own, without the scope that most packages share; the folder's otherwise; in front of
 * a nested one its package's (`api-users`). Unique whatever the case, valid as file names, and dependent on nothing but
 * the paths and names given.
 */
export function nameModules(unsorted: readonly Unnamed[]): ReadonlyMap<string, string> {
  const modules = [...unsorted].sort((left, right) => (left.path < right.path ? -1 : 1))
  const scope = findCommonScope(modules)
  const names = new Map<string, string>()
  const top = modules.filter(module => module.inside === null)
  const bearers = groupBy(top, module => withoutScope(module.ownName ?? lastSegment(module.path)))
  const shorten = (module: Unnamed): string => {
    const name = module.ownName ?? lastSegment(module.path)
    const short = withoutScope(name)
    const isClear = scope !== null && bearers.get(short)?.length === 1
    return asFileName(isClear ? short : name)
  }
  nameLevel({ modules: top, prefix: '', names, shorten })
  for (const owner of [...new Set(modules.flatMap(module => module.inside ?? []))]) {
    const prefix = `${names.get(owner) ?? asFileName(lastSegment(owner))}-`
    const nested = modules.filter(module => module.inside === owner)
    nameLevel({ modules: nested, prefix, names, shorten: module => asFileName(folderName(module)) })
  }
  return names
}

/** The scope that most scoped names have, with its slash: `@shop/`. */
function findCommonScope(modules: readonly Unnamed[]): string | null {
  const counts = new Map<string, number>()
  for (const { ownName } of modules) {
    const scope = /^@[^/]+\//.exec(ownName ?? '')?.[0]
    if (scope !== undefined) counts.set(scope, (counts.get(scope) ?? 0) + 1)
  }
  const scoped = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const [best] = [...counts].sort((left, right) => right[1] - left[1])
  return best !== undefined && best[1] * 2 > scoped ? best[0] : null
}

function withoutScope(name: string): string {
  return name.replace(/^@[^/]+\//, '')
}

interface Level {
  readonly modules: readonly Unnamed[]
  /** Stands in front of every name. */
  readonly prefix: string
  /** Path → name; grows. */
  readonly names: Map<string, string>
  readonly shorten: (module: Unnamed) => string
}

/** Names the modules of one level; those that collide say more, and more again, until all differ. */
function nameLevel({ modules, prefix, names, shorten }: Level): void {
  const taken = new Set([...names.values()].map(name => name.toLowerCase()))
  for (const rivals of groupBy(modules, module => shorten(module).toLowerCase()).values()) {
    for (const module of rivals) {
      const short = prefix + shorten(module)
      const isFree = rivals.length === 1 && !taken.has(short.toLowerCase())
      const name = isFree ? short : widen(module, prefix, taken)
      taken.add(name.toLowerCase())
      names.set(module.path, name)
    }
  }
}

/** The folder's name; what a module of loose files calls itself. */
function folderName({ path, only, ownName }: Unnamed): string {
  return only === undefined ? lastSegment(path) : (ownName ?? lastSegment(path))
}

/** Keeps the scope, or puts folder names in front, until the name is free. */
function widen(module: Unnamed, prefix: string, taken: ReadonlySet<string>): string {
  const full = asFileName(module.ownName ?? '')
  if (module.ownName?.startsWith('@') && !taken.has(full.toLowerCase())) return full
  let name = asFileName(folderName(module))
  for (let folder = parentFolder(module.path); folder !== ''; folder = parentFolder(folder)) {
    name = `${asFileName(lastSegment(folder))}-${name}`
    if (!taken.has((prefix + name).toLowerCase())) break
  }
  let free = prefix + name
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${prefix}${name}-${count}`
  return free
}

function asFileName(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '')
  if (name === '') return 'module'
  return reserved.test(name) ? `${name}-module` : name
}
