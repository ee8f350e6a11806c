import type { Place } from '../../kernel/finding.js'

/**
 * Where the answer of a call is needed, as soon as it comes later: from `plain`, where `await` can stand, to places where
 * it cannot, each with the reason. A closed list; `docs/extract.md` shows one example of each.
 */
export const positions = {
  plain: '`await` can stand here',
  constructor: 'a constructor cannot wait',
  'super-argument': 'arguments of `super()` are needed before anything can wait',
  'property-initializer': 'a property is set while the instance is made',
  'static-initializer': 'a static property is set while the class is made',
  'static-block': 'a static block cannot wait',
  getter: 'a getter answers at once',
  setter: 'an assignment cannot be waited for',
  'default-parameter': 'the default value of a parameter cannot wait',
  comparator: 'a sort asks its comparator for a number at once',
  predicate: 'a promise is true, whatever it answers',
  reducer: 'a reducer would get a promise as its accumulator',
  mapper: 'the array would hold promises that nobody waits for',
  'array-from': 'the array would hold promises that nobody waits for',
  'for-each': '`forEach` waits for nobody',
  grouping: 'a key is needed at once',
  replacer: 'JSON asks its replacer at once',
  'replace-callback': 'the text would hold `[object Promise]`',
  generator: 'a generator that is read in step cannot wait',
  iterator: 'the language asks an iterator at once',
  'sync-iteration': 'what is read in step cannot be read from an asynchronous generator',
  'template-tag': 'a tag answers at once',
  'decorator-argument': 'decorators run while the class is made',
  'module-top-level': 'a CommonJS file cannot wait while it is loaded',
  'implicit-conversion': 'the language calls this by itself and takes the answer at once',
  'type-guard': 'a function that narrows a type cannot be asynchronous',
  render: 'rendering cannot wait',
  hook: 'a hook must answer in the same render',
  'promise-executor': 'what an asynchronous executor throws is lost',
  listener: 'whoever calls a listener does not wait for it: its failure is unhandled',
  timer: 'a timer does not wait for what it calls: its failure is unhandled',
  'express-handler': 'Express 4 does not see the failure of an asynchronous handler',
  'stream-operator': 'the operator would hand on promises',
  'library-callback': 'whether the library waits for its callback is not known',
  'library-sync': 'the library takes the answer at once',
  'library-contract': 'a library declares this without a promise',
  stored: 'the function is kept, and who calls it is not known',
  void: 'the answer is thrown away: nobody sees the failure',
} as const
export type Position = keyof typeof positions

/** What to do at a place; a closed list. */
export const waysOut = {
  await: 'wait for it here',
  hoist: 'ask before, outside of this place, and use the answer here',
  batch: 'ask once for all beforehand, and look the answers up here',
  'for-of': 'a `for … of` loop that waits',
  'promise-all': '`await Promise.all(…)` around it',
  'async-factory': 'a static factory that waits, in place of `new`; in a container, an asynchronous provider',
  'lazy-promise': 'keep the promise, and wait where it is read',
  'async-method': 'a method in place of the accessor',
  'async-generator': 'an asynchronous generator, read with `for await`',
  flatten: 'an operator that waits for promises, such as `concatMap`',
  catch: 'handle the failure here, or hand it on',
  review: 'look at who calls it: it is not known whether they wait',
  refuse: 'cannot be asynchronous: the operation must stay, or be replicated',
} as const
export type WayOut = keyof typeof waysOut

/** One step on the way from a function to the operation because of which it changes. */
export interface Step {
  readonly name: string
  readonly place: Place
}

/** A return type before and after; `from` is null where it is inferred. */
export interface TypeChange {
  readonly from: string | null
  readonly to: string
  readonly place: Place
}

/** A function that must become asynchronous. */
export interface AsyncFunction {
  readonly name: string
  readonly kind: 'function' | 'method' | 'callback' | 'accessor' | 'constructor' | 'generator'
  readonly place: Place
  readonly module: string | null
  readonly test: boolean
  /** From this function to the operation, over the shortest way. */
  readonly because: readonly Step[]
  /** Names of the operations that it leads to. */
  readonly operations: readonly string[]
  /** Where it is used. */
  readonly callers: readonly Place[]
  /** Null where its type says already that the answer comes later. */
  readonly type: TypeChange | null
  /** Interfaces, abstract members and overloads that declare it. */
  readonly declarations: readonly TypeChange[]
  readonly exported: boolean
}

/** A place where the code changes because an answer comes later. */
export interface AwaitSite {
  readonly place: Place
  /** What is waited for, as written. */
  readonly calls: string
  readonly within: string | null
  readonly module: string | null
  readonly test: boolean
  readonly position: Position
  readonly wayOut: WayOut
  /** Where the way out is taken: the `forEach` around a call. The place itself where `await` can stand. */
  readonly at: Place
  readonly operations: readonly string[]
}

/** A promise that nobody waits for. */
export interface FloatingPromise {
  readonly place: Place
  readonly calls: string
  readonly within: string | null
  readonly operation: string
  /** `existing`: it floats today. `new`: it would float if the call became asynchronous and nothing else changed. */
  readonly since: 'existing' | 'new'
  readonly position: Position
}

/** What it costs that one operation answers later. */
export interface OperationCost {
  readonly operation: string
  /** False when it answers with a promise today. */
  readonly changes: boolean
  /** Places, functions and declarations that change. */
  readonly sites: number
  readonly functions: number
  readonly refusals: number
  readonly reviews: number
}

/** What must become asynchronous once the operations are called over the network. */
export interface AsyncPlan {
  /** In order of place. */
  readonly functions: readonly AsyncFunction[]
  readonly sites: readonly AwaitSite[]
  readonly floating: readonly FloatingPromise[]
  /** In order of name. */
  readonly operations: readonly OperationCost[]
}
