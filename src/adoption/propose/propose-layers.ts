import { lastSegment } from '../find-modules/candidate.js'
import type { FoundModule } from '../find-modules/find-modules.js'

/** Layers from outer to inner, and the layer of every module. */
export interface LayerProposal {
  readonly layers: readonly string[]
  readonly layerOf: ReadonlyMap<string, string>
}

/** What starts, shows or tests the product. */
const outerWords = words(
  `admin app apps backoffice backend bin bot cli client console cron demo desktop dev-server docs e2e electron example examples
  frontend gateway job jobs main mobile playground portal sample sandbox script scripts server site storybook test tests tools web
  website worker`,
)
/** What the rest is made with. */
const innerWords = words(
  `base common config core database db design-system eslint-config foundation infra infrastructure kernel kit lib libs logger logging
  platform prisma shared theme tokens tsconfig types typings ui utilities utils`,
)

/**
 * Three layers, `app` over `feature` over `shared`, when the code already keeps to them: applications by their names or
 * folders that only applications use, and shared code by its name that uses only shared code. Null when the code
 * gives no such order.
 */
export function proposeLayers(
  modules: readonly FoundModule[],
  dependencies: ReadonlyMap<string, readonly string[]>,
): LayerProposal | null {
  const outer = settle(
    modules.filter(isOuter).map(({ name }) => name),
    invert(dependencies),
  )
  const used = new Set([...dependencies.values()].flat())
  const innerNamed = modules
    .filter(module => isInner(module) && used.has(module.name) && !outer.has(module.name))
    .map(({ name }) => name)
  const inner = settle(innerNamed, dependencies)
  const features = modules.filter(({ name }) => !outer.has(name) && !inner.has(name))
  const isKept = inner.size > 0 && inner.size * 2 >= innerNamed.length
  if (!isKept || outer.size === 0 || features.length < 2) return null
  const layerOf = modules.map(
    ({ name }) => [name, outer.has(name) ? 'app' : inner.has(name) ? 'shared' : 'feature'] as const,
  )
  return { layers: ['app', 'feature', 'shared'], layerOf: new Map(layerOf) }
}

/** The largest part of the names whose neighbours are all in it. */
function settle(
  names: readonly string[],
  neighbours: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const kept = new Set(names)
  for (let before = -1; before !== kept.size; ) {
    before = kept.size
    for (const name of kept) {
      if (!(neighbours.get(name) ?? []).every(other => kept.has(other))) kept.delete(name)
    }
  }
  return kept
}

function invert(
  dependencies: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>()
  for (const [from, targets] of dependencies) {
    for (const to of targets) users.set(to, [...(users.get(to) ?? []), from])
  }
  return users
}

function isOuter({ name, path, inside }: FoundModule): boolean {
  if (/^(apps|examples?|e2e|samples?|demos?)\//.test(path)) return true
  const isEndToEnd = /(^|[-_.])e2e$/.test(name)
  return inside === null && (outerWords.has(name.toLowerCase()) || isEndToEnd)
}

/** Whether a module is called what shared code is called. */
export function isInner({ name, path, ownName, inside }: FoundModule): boolean {
  const word = (inside === null ? name : (ownName ?? lastSegment(path))).toLowerCase()
  return innerWords.has(word) || path.split('/').includes('shared')
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
