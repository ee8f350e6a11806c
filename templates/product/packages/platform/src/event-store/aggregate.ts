import type { output, ZodType } from 'zod'

/** One kind of event of an aggregate. What it gives is what JSON knows: no dates. */
export interface EventKind<Data extends ZodType = ZodType> {
  /** Grows with each change that old data does not fit. */
  readonly version: number
  readonly data: Data
  /** From older data to that of the next version, by the older version. What is stored stays as it is. */
  readonly upcasters?: Readonly<Record<number, (data: never) => unknown>>
}

export type EventKinds = Readonly<Record<string, EventKind>>

/** `{ type, data }`, for each kind. */
export type EventOf<Kinds extends EventKinds> = {
  readonly [Type in keyof Kinds & string]: {
    readonly type: Type
    readonly data: output<Kinds[Type]['data']>
  }
}[keyof Kinds & string]

export interface AggregateDefinition<State, Kinds extends EventKinds> {
  /** Begins the names of its streams. */
  readonly name: string
  readonly events: Kinds
  readonly initial: State
  /** Pure: the same events always give the same state. */
  readonly evolve: (state: State, event: EventOf<Kinds>) => State
  /** Where streams get long. The version grows with each change of the state or of `evolve`; older snapshots are not used then. */
  readonly snapshots?: { readonly every: number; readonly version: number; readonly state: ZodType<State> }
}

export type Aggregate<State, Kinds extends EventKinds> = AggregateDefinition<State, Kinds>

export function defineAggregate<State, const Kinds extends EventKinds>(
  aggregate: AggregateDefinition<State, Kinds>,
): Aggregate<State, Kinds> {
  return aggregate
}

/** The event as the code knows it: lifted from the version that it was stored with, then checked. */
export function decodeEvent<Kinds extends EventKinds>(
  kinds: Kinds,
  stored: { readonly type: string; readonly version: number; readonly data: unknown },
): EventOf<Kinds> {
  const kind = kinds[stored.type]
  if (kind === undefined) throw new Error(`There is no event of type ${stored.type}`)
  if (stored.version > kind.version)
    throw new Error(
      `${stored.type} has version ${stored.version}, and this code knows ${kind.version} at most`,
    )
  let { data } = stored
  for (let version = stored.version; version < kind.version; version++) {
    const upcast = kind.upcasters?.[version]
    if (upcast === undefined) throw new Error(`${stored.type} has no upcaster from version ${version}`)
    data = upcast(data as never)
  }
  return { type: stored.type, data: kind.data.parse(data) } as EventOf<Kinds>
}
