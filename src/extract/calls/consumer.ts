import type { ts } from 'ts-morph'

/** What happens to a function at one place that uses it. */
export type Consumer = Use | HandOver

/**
 * `construct` and `super` run a class's set-up; `tag` calls through a template; `get` and `set` run accessors;
 * `render` is a component in JSX; `attribute` an event handler there; `decorate` runs while a class is set up; `store`
 * is a place that nobody followed: an array, a collection.
 */
export interface Use {
  readonly kind:
    | 'call'
    | 'construct'
    | 'super'
    | 'tag'
    | 'get'
    | 'set'
    | 'render'
    | 'attribute'
    | 'decorate'
    | 'store'
  /** The expression whose value is the function's answer, where there is one. */
  readonly node: ts.Node
}

/** The function is an argument of a call. */
export interface HandOver {
  readonly kind: 'hand'
  readonly node: ts.CallExpression | ts.NewExpression
  /** The argument. */
  readonly value: ts.Node
  readonly index: number
}
