import type { Place } from '../../kernel/finding.js'

/** `inbound`: others use what the module declares. `outbound`: the module uses what others declare. */
export type Direction = 'inbound' | 'outbound'

/** What a symbol is, as it was declared. */
export const symbolKinds = [
  'class',
  'interface',
  'type',
  'enum',
  'function',
  'constant',
  'variable',
  'namespace',
] as const
export type SymbolKind = (typeof symbolKinds)[number]

/** How a symbol is used at one place; a closed list. `docs/extract.md` shows one example of each. */
export const usages = [
  'type',
  'call',
  'construct',
  'read',
  'write',
  'pass',
  'instance-check',
  'extend',
  'implement',
  'decorate',
  'inject',
  'wire',
  'relate',
  'publish',
  'subscribe',
  'render',
  'reexport',
  'mock',
] as const
export type Usage = (typeof usages)[number]

/** Whether one run of the code around a use reaches it once, in a loop one after the other, or many at a time. */
export type Repetition = 'once' | 'loop' | 'parallel'

/** How a callee answers. `callback`: through a function among its arguments. */
export const answers = [
  'value',
  'promise',
  'observable',
  'iterator',
  'async-iterator',
  'stream',
  'callback',
] as const
export type Answer = (typeof answers)[number]

/** One place where the border is crossed. */
export interface Crossing {
  readonly usage: Usage
  /** Where it stands, on the using side. */
  readonly place: Place
  /** Module of the using file; null when none owns it. */
  readonly module: string | null
  /** Function or method around it, `OrdersService.place`; null at the top of a file. */
  readonly within: string | null
  /** Member of the symbol that is used, `findOne` in `users.findOne(id)`; null for the symbol itself. */
  readonly member: string | null
  readonly awaited: boolean
  readonly repetition: Repetition
  /** Whether the using file is a test. */
  readonly test: boolean
}

/** A method or a property through which a class, object or namespace is used. */
export interface Member {
  readonly name: string
  readonly kind: 'method' | 'property' | 'accessor'
  readonly static: boolean
  readonly place: Place
  readonly answer: Answer
}

/** A symbol that crosses the border, with every place where it does. */
export interface CrossingSymbol {
  /** `file#name`: its declaring file and its name there; `default` for what has no name. */
  readonly id: string
  readonly direction: Direction
  readonly name: string
  readonly kind: SymbolKind
  /** Of the declaration. */
  readonly place: Place
  /** Module that declares it; null when none owns the file. */
  readonly module: string | null
  /** How it answers when it is called; `value` for what cannot be called. */
  readonly answer: Answer
  /** Members that are used across the border, in order of name. */
  readonly members: readonly Member[]
  /** In order of file, line, column. */
  readonly crossings: readonly Crossing[]
}

/** All that crosses the border of one module. */
export interface Seam {
  readonly module: string
  /** In order of id. */
  readonly inbound: readonly CrossingSymbol[]
  readonly outbound: readonly CrossingSymbol[]
}
