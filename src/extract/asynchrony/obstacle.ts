import type { ts } from 'ts-morph'
import type { Position, WayOut } from './asynchrony.js'

/** What stands in the way of `await` at some place, the way out, and where it is taken. */
export interface Obstacle {
  readonly position: Position
  readonly wayOut: WayOut
  readonly at: ts.Node
}

/** The way out that a place leaves. */
export const wayOutOf = {
  plain: 'await',
  constructor: 'async-factory',
  'super-argument': 'async-factory',
  'property-initializer': 'lazy-promise',
  'static-initializer': 'lazy-promise',
  'static-block': 'lazy-promise',
  getter: 'async-method',
  setter: 'async-method',
  'default-parameter': 'hoist',
  comparator: 'batch',
  predicate: 'batch',
  reducer: 'for-of',
  mapper: 'promise-all',
  'array-from': 'promise-all',
  'for-each': 'for-of',
  grouping: 'batch',
  replacer: 'hoist',
  'replace-callback': 'batch',
  generator: 'async-generator',
  iterator: 'async-generator',
  'sync-iteration': 'hoist',
  'template-tag': 'hoist',
  'decorator-argument': 'refuse',
  'module-top-level': 'lazy-promise',
  'implicit-conversion': 'hoist',
  'type-guard': 'refuse',
  render: 'hoist',
  hook: 'hoist',
  'promise-executor': 'hoist',
  listener: 'catch',
  timer: 'catch',
  'express-handler': 'catch',
  'stream-operator': 'flatten',
  'library-callback': 'review',
  'library-sync': 'hoist',
  'library-contract': 'review',
  stored: 'review',
  void: 'catch',
} as const satisfies Record<Position, WayOut>

export function obstacle(position: Position, at: ts.Node): Obstacle {
  return { position, wayOut: wayOutOf[position], at }
}
