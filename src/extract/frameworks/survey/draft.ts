import type { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import type { Program } from '../../program/program.js'
import type {
  EntryPoint,
  FrameworkFacts,
  Injection,
  Lifecycle,
  MessageFlow,
  Role,
  RoleEvidence,
} from '../framework.js'
import { writtenText } from './expressions.js'

/** Facts on their way: readers add to it where they find something. Ids that are null are left out. */
export interface Draft {
  readonly role: (id: string | null, role: Role, evidence: Evidence) => void
  readonly entry: (entry: Placed<EntryPoint>) => void
  readonly flow: (flow: Placed<MessageFlow>) => void
  readonly injection: (injection: Placed<Injection>) => void
  readonly lifecycle: (symbol: string | null, kind: Lifecycle['kind'], node: ts.Node) => void
  readonly wire: (id: string | null, node: ts.Node) => void
  readonly finish: () => FrameworkFacts
}

type Placed<T extends { readonly place: Place }> = Omit<T, 'place'> & { readonly at: ts.Node }

/** The code that says so; what is written there is the text when none is given. */
export interface Evidence {
  readonly at: ts.Node
  readonly text?: string
}

export function createDraft({ placeOf }: Program): Draft {
  const roles = new Map<string, RoleEvidence[]>()
  const wiring = new Map<string, Place[]>()
  const lists = {
    entryPoints: [] as EntryPoint[],
    flows: [] as MessageFlow[],
    injections: [] as Injection[],
    lifecycles: [] as Lifecycle[],
  }
  const placed = <T extends { readonly place: Place }>({ at, ...rest }: Placed<T>) =>
    ({ ...rest, place: placeOf(at) }) as unknown as T
  return {
    role: (id, role, { at, text = writtenText(at) }) => add(roles, id, { role, place: placeOf(at), text }),
    entry: entry => lists.entryPoints.push(placed<EntryPoint>(entry)),
    flow: flow => lists.flows.push(placed<MessageFlow>(flow)),
    injection: injection => lists.injections.push(placed<Injection>(injection)),
    lifecycle: (symbol, kind, node) => {
      if (symbol !== null) lists.lifecycles.push({ symbol, kind, place: placeOf(node) })
    },
    wire: (id, node) => add(wiring, id, placeOf(node)),
    finish: () => ({
      roles: sortedMap(roles, each => [each.role, ...placeKey(each.place)]),
      wiring: sortedMap(wiring, placeKey),
      entryPoints: distinct(lists.entryPoints, each => [...placeKey(each.place), each.kind, each.name]),
      flows: distinct(lists.flows, each => [...placeKey(each.place), each.end, each.message]),
      injections: distinct(lists.injections, each => [...placeKey(each.place), each.into, each.token]),
      lifecycles: distinct(lists.lifecycles, each => [...placeKey(each.place), each.symbol, each.kind]),
    }),
  }
}

type Key = readonly (string | number)[]

function add<T>(map: Map<string, T[]>, id: string | null, value: T): void {
  if (id === null) return
  const known = map.get(id)
  if (known === undefined) map.set(id, [value])
  else known.push(value)
}

function placeKey({ file, line, column }: Place): Key {
  return [file, line, column]
}

function sortedMap<T>(map: Map<string, T[]>, keyOf: (value: T) => Key): ReadonlyMap<string, readonly T[]> {
  const entries = [...map].map(([id, values]) => [id, distinct(values, keyOf)] as const)
  return new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** In order of the key, each key once. */
function distinct<T>(values: readonly T[], keyOf: (value: T) => Key): readonly T[] {
  const keyed = new Map(values.map(value => [keyOf(value).join('\0'), { key: keyOf(value), value }]))
  return [...keyed.values()].sort((left, right) => compareKeys(left.key, right.key)).map(each => each.value)
}

function compareKeys(left: Key, right: Key): number {
  for (const [index, value] of left.entries()) {
    const other = right[index]
    if (other !== undefined && value !== other) return value < other ? -1 : 1
  }
  return 0
}
