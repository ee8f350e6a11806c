import type { BaselineEntry, FindingStatus, Violation } from '../../kernel/finding.js'
import { deriveModuleRenames } from './derive-module-renames.js'
import { compareEntries } from './entry-order.js'
import { deriveEntry, identityOfEntry } from './identity.js'
import { deriveLocations, type LocationsRequest } from './locations.js'

export interface MatchRequest extends LocationsRequest {
  readonly violations: readonly Violation[]
  readonly entries: readonly BaselineEntry[]
  /** ISO date; entries whose `until` is earlier no longer excuse. */
  readonly today: string
  /** Old name → new name of modules, where the files alone do not tell. */
  readonly renamedModules?: ReadonlyMap<string, string>
}

/** How the recorded violations and today's fit together. */
export interface BaselineMatch {
  readonly statuses: ReadonlyMap<Violation, FindingStatus>
  /** Entries without a violation, in order. */
  readonly stale: readonly BaselineEntry[]
  /** Entries whose `until` has passed while their violation is still there, in order. */
  readonly expired: readonly BaselineEntry[]
  /** Every other entry and the expired ones → how the entry has to read now; the same object when unmoved. */
  readonly claims: ReadonlyMap<BaselineEntry, BaselineEntry>
}

/**
 * Matches the baseline with what was found, in four steps of falling certainty:
 * 1. the same identity in the same module;
 * 2. the same file, now in another module or leading to a renamed one;
 * 3. the file is gone and git knows its new path;
 * 4. the file is gone and another file of its module, or of the folder that the entry is about, has the same violation (rule, target and symbol).
 * Beyond the first step an entry takes a violation that no other entry has, so nothing ever excuses twice.
 * Linear but for the sorting; the answer does not depend on the order of entries or violations.
 */
export function matchBaseline(request: MatchRequest): BaselineMatch {
  const entries = [...request.entries].sort(compareEntries)
  const found = new Map(request.violations.map(violation => [violation, deriveEntry(violation)]))
  const places = new Map([...found.values()].map(place => [keyOf(place), place]))
  const claims = new Map(entries.filter(entry => places.has(keyOf(entry))).map(entry => [entry, entry]))
  const exact = new Set([...claims.keys()].map(keyOf))
  const open = new Map([...places].filter(([key]) => !exact.has(key)))
  for (const findPlace of deriveSteps(request, open)) {
    for (const entry of entries) {
      const place = claims.has(entry) ? null : findPlace(entry)
      if (place === null) continue
      open.delete(keyOf(place))
      claims.set(entry, { ...entry, module: place.module, from: place.from, to: place.to })
    }
  }
  const excused = new Set(
    [...claims].filter(([entry]) => !isExpired(entry, request.today)).map(([, place]) => keyOf(place)),
  )
  // Measures of debt will tell here whether a known value has grown: `worse`.
  const statusOf = (place: BaselineEntry): FindingStatus => (excused.has(keyOf(place)) ? 'known' : 'new')
  return {
    statuses: new Map([...found].map(([violation, place]) => [violation, statusOf(place)])),
    stale: entries.filter(entry => !claims.has(entry)),
    expired: entries.filter(entry => {
      const place = claims.get(entry)
      return place !== undefined && !excused.has(keyOf(place))
    }),
    claims,
  }
}

/** The open place that an entry may take, or null. */
type Step = (entry: BaselineEntry) => BaselineEntry | null
type Places = ReadonlyMap<string, BaselineEntry>

/** Steps 2 to 4, the last one first among files of the same name. A place taken is no longer in `open`. */
function deriveSteps(request: MatchRequest, open: Places): readonly Step[] {
  if (open.size === 0) return []
  const locations = deriveLocations(request)
  const renamed = new Map([
    ...deriveModuleRenames(request.entries, locations),
    ...(request.renamedModules ?? []),
  ])
  const followModules = (entry: BaselineEntry): BaselineEntry => ({
    ...entry,
    module: renamed.get(entry.module ?? '') ?? entry.module,
    to: renamed.get(entry.to) ?? entry.to,
  })
  const findIn = (entry: BaselineEntry, from: string): BaselineEntry | null => {
    const moved = { ...followModules(entry), from }
    return open.get(keyOf(moved)) ?? open.get(keyOf({ ...moved, module: locations.homeOf(from) })) ?? null
  }
  const whenGone = (find: Step): Step => {
    return entry => (locations.exists(entry.from) ? null : find(entry))
  }
  const sameName = openQueues(open, place => `${sightKey(place)}\0${basename(place.from)}`)
  const anyName = openQueues(open, sightKey)
  return [
    entry => findIn(entry, entry.from),
    whenGone(entry => findIn(entry, locations.fileNow(entry.from) ?? entry.from)),
    whenGone(entry => (hasHome(entry) ? sameName(followModules(entry)) : null)),
    whenGone(entry => (hasHome(entry) ? anyName(followModules(entry)) : null)),
  ]
}

/** Files outside of all modules share nothing, but for those of the folder that an entry is about. */
function hasHome({ module, from, to }: BaselineEntry): boolean {
  return module !== null || from.startsWith(`${to}/`)
}

/** Open places in order, by what they have in common; each question costs constant time over all. */
function openQueues(open: Places, keyFor: (place: BaselineEntry) => string): Step {
  const queues = new Map<string, BaselineEntry[]>()
  for (const place of [...open.values()].sort(compareEntries).reverse()) {
    const key = keyFor(place)
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, [place])
    else queue.push(place)
  }
  return entry => {
    const queue = queues.get(keyFor(entry)) ?? []
    while (queue.length > 0 && !open.has(keyOf(queue.at(-1) ?? entry))) queue.pop()
    return queue.at(-1) ?? null
  }
}

/** Everything but the file. */
function sightKey({ module, rule, to, symbol }: BaselineEntry): string {
  return [module ?? '', rule, to, symbol ?? ''].join('\0')
}

/** The module takes part: two modules may break a rule in one file, the config. */
function keyOf(entry: BaselineEntry): string {
  return `${entry.module ?? ''}\0${identityOfEntry(entry)}`
}

/** An entry excuses up to the end of the day that it names. */
function isExpired({ until }: BaselineEntry, today: string): boolean {
  return until !== undefined && until < today
}

function basename(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}
