import { groupBy } from '../group-by.js'
import { lastSegment, parentFolder } from './candidate.js'

/** What a name is made of. */
export interface Unnamed {
  readonly path: string
  readonly ownName: string | null
  /** Path of the package around a nested module; null for what stands at the top. */
  readonly inside: string | null
}

/** Names that Windows gives to devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A name per path: a package's own, without the scope that most packages share; the folder's otherwise; in front of
 * a nested one its package's (`api.users`). Unique whatever the case, valid as file names, and dependent on nothing but
 * the paths and names given.
 */
export function nameModules(modules: readonly Unnamed[]): ReadonlyMap<string, string> {
  const scope = findCommonScope(modules)
  const names = new Map<string, string>()
  const top = modules.filter(module => module.inside === null)
  const bearers = groupBy(top, module => withoutScope(module.ownName ?? lastSegment(module.path)))
  nameLevel(top, names, module => {
    const name = module.ownName ?? lastSegment(module.path)
    const short = withoutScope(name)
    return asFileName(
      scope !== null && name.startsWith(scope) && bearers.get(short)?.length === 1 ? short : name,
    )
  })
  for (const owner of [...new Set(modules.flatMap(module => module.inside ?? []))].sort()) {
    const prefix = names.get(owner) ?? asFileName(lastSegment(owner))
    const nested = modules.filter(module => module.inside === owner)
    nameLevel(nested, names, module => `${prefix}.${asFileName(lastSegment(module.path))}`)
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

/** Names the modules of one level; those that collide say more, and more again, until all differ. */
function nameLevel(
  modules: readonly Unnamed[],
  names: Map<string, string>,
  short: (module: Unnamed) => string,
): void {
  const taken = new Set([...names.values()].map(name => name.toLowerCase()))
  for (const [wanted, rivals] of groupBy(modules, module => short(module).toLowerCase())) {
    const isFree = rivals.length === 1 && !taken.has(wanted)
    for (const module of rivals) {
      const name = isFree ? short(module) : widen(module, short(module), taken)
      taken.add(name.toLowerCase())
      names.set(module.path, name)
    }
  }
}

/** Keeps the scope, or puts folder names in front, until the name is free. */
function widen(module: Unnamed, short: string, taken: ReadonlySet<string>): string {
  const full = asFileName(module.ownName ?? '')
  if (module.ownName?.startsWith('@') && !taken.has(full.toLowerCase())) return full
  const dot = module.inside === null ? 0 : short.indexOf('.') + 1
  let name = module.inside === null ? asFileName(lastSegment(module.path)) : short.slice(dot)
  for (let folder = parentFolder(module.path); folder !== ''; folder = parentFolder(folder)) {
    name = `${asFileName(lastSegment(folder))}-${name}`
    if (!taken.has((short.slice(0, dot) + name).toLowerCase())) break
  }
  let free = short.slice(0, dot) + name
  for (let count = 2; taken.has(free.toLowerCase()); count++) free = `${short.slice(0, dot)}${name}-${count}`
  return free
}

function asFileName(text: string): string {
  const name = text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '')
  if (name === '') return 'module'
  return reserved.test(name) ? `${name}-module` : name
}
