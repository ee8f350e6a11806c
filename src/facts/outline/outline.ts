/**
 * What a file does when it runs, as plain data: values, calls, functions, classes and their decorators. What has no
 * bearing on which values reach which calls (types, conditions, arithmetic) is left out. Await, type assertions and
 * optional chaining stand for what is behind them.
 */
export interface Outline {
  readonly statements: readonly Statement[]
  /** Why the file could not be read; its statements are empty then. */
  readonly problem: { readonly message: string; readonly line: number } | null
}

export type Statement =
  | { readonly kind: 'import'; readonly specifier: string; readonly names: readonly ImportedName[] }
  | { readonly kind: 'export'; readonly exported: string; readonly value: Expression }
  /** `export { a as b } from`; `*` as `exported` hands on all names. */
  | {
      readonly kind: 'export-from'
      readonly specifier: string
      readonly exported: string
      readonly symbol: string
    }
  | {
      readonly kind: 'declare'
      readonly pattern: Pattern
      readonly value: Expression | null
      readonly type: TypeName | null
    }
  | { readonly kind: 'run'; readonly expression: Expression }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  /** Any of these may run, or none. */
  | { readonly kind: 'branch'; readonly ways: readonly (readonly Statement[])[] }
  | {
      readonly kind: 'loop'
      /** What each round binds, and whether to a value (`of`) or a key (`in`); null for loops that count or wait. */
      readonly each: {
        readonly pattern: Pattern
        readonly over: Expression
        readonly by: 'value' | 'key'
      } | null
      readonly body: readonly Statement[]
    }

export interface ImportedName {
  readonly local: string
  /** Name in the other file; `default`, or `*` for all of it. */
  readonly symbol: string
}

export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'constant'; readonly value: number | boolean | null }
  /** Template literals and `+`: texts one behind the other. */
  | { readonly kind: 'joined'; readonly parts: readonly Expression[] }
  | { readonly kind: 'regexp' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'this' | 'super' | 'import-meta' }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: Expression }
  | {
      readonly kind: 'call'
      readonly callee: Expression
      readonly args: readonly Expression[]
      /** Whether it is called with `new`. */
      readonly made: boolean
      readonly line: number
    }
  /** `require(…)` and `import(…)`. */
  | { readonly kind: 'load'; readonly specifier: Expression; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'record'; readonly entries: readonly Entry[] }
  /** Items of a list, entries of a record or arguments that come from another value. */
  | { readonly kind: 'spread'; readonly of: Expression }
  | { readonly kind: 'function'; readonly function: FunctionOutline }
  | { readonly kind: 'class'; readonly class: ClassOutline }
  /** One of these, at run time: `a ? b : c`, `a ?? b`. */
  | { readonly kind: 'choice'; readonly options: readonly Expression[] }
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly kind: 'sequence'; readonly items: readonly Expression[] }
  /** Anything else. */
  | { readonly kind: 'unknown' }

export type Entry = { readonly key: Expression; readonly value: Expression } | { readonly spread: Expression }

export type Pattern =
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'record'
      readonly entries: readonly { readonly key: string | null; readonly pattern: Pattern }[]
    }
  | { readonly kind: 'list'; readonly items: readonly (Pattern | null)[] }
  | { readonly kind: 'default'; readonly pattern: Pattern; readonly value: Expression }
  | { readonly kind: 'rest'; readonly pattern: Pattern }

/** The parts of a type's name: `['express', 'Router']`. */
export type TypeName = readonly string[]

export interface Parameter {
  readonly pattern: Pattern
  readonly type: TypeName | null
  /** Whether it becomes a field of the object, as `private readonly app: Express` in a constructor. */
  readonly field: boolean
}

export interface FunctionOutline {
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly line: number
}

export interface ClassOutline {
  readonly name: string | null
  readonly base: Expression | null
  readonly decorators: readonly Expression[]
  readonly members: readonly MemberOutline[]
  readonly line: number
}

export interface MemberOutline {
  readonly name: string
  readonly kind: 'method' | 'getter' | 'field'
  readonly static: boolean
  readonly decorators: readonly Expression[]
  readonly value: Expression | null
  readonly type: TypeName | null
  readonly line: number
}
