import type { Position } from './asynchrony.js'

/** What a callee does with a callback's promise: `waits`, or the place that it makes of it. */
export type Reception = Position | 'waits'

/** Methods of arrays, and of libraries that offer the same. */
export const collectionMethods: Readonly<Record<string, Position>> = {
  forEach: 'for-each',
  forEachRight: 'for-each',
  each: 'for-each',
  map: 'mapper',
  flatMap: 'mapper',
  filter: 'predicate',
  find: 'predicate',
  findIndex: 'predicate',
  findLast: 'predicate',
  findLastIndex: 'predicate',
  some: 'predicate',
  every: 'predicate',
  reject: 'predicate',
  partition: 'predicate',
  takeWhile: 'predicate',
  dropWhile: 'predicate',
  reduce: 'reducer',
  reduceRight: 'reducer',
  sort: 'comparator',
  toSorted: 'comparator',
}

/** Functions of collection libraries beyond those of arrays. */
export const groupingFunctions: ReadonlySet<string> = new Set([
  'countBy',
  'differenceBy',
  'groupBy',
  'indexBy',
  'intersectionBy',
  'keyBy',
  'mapKeys',
  'mapValues',
  'maxBy',
  'meanBy',
  'minBy',
  'omitBy',
  'orderBy',
  'pickBy',
  'sortBy',
  'sumBy',
  'times',
  'unionBy',
  'uniqBy',
])

export const collectionPackages: ReadonlySet<string> = new Set([
  'collect.js',
  'es-toolkit',
  'fp-ts',
  'immutable',
  'lodash',
  'lodash-es',
  'radash',
  'ramda',
  'remeda',
  'underscore',
])

/** Packages that wait for what their callbacks answer. */
export const waitingPackages: ReadonlySet<string> = new Set([
  '@hapi/hapi',
  '@koa/router',
  '@nestjs/bull',
  '@nestjs/bullmq',
  '@prisma/client',
  'async-retry',
  'ava',
  'bottleneck',
  'bullmq',
  'cockatiel',
  'dataloader',
  'express-async-handler',
  'fastify',
  'hono',
  'knex',
  'koa',
  'koa-router',
  'kysely',
  'mongoose',
  'opossum',
  'p-all',
  'p-limit',
  'p-map',
  'p-queue',
  'p-retry',
  'sequelize',
  'tap',
  'typeorm',
])

/** Operators of rxjs, and those of them that wait for promises. */
export const flatteningOperators: ReadonlySet<string> = new Set([
  'concatMap',
  'defer',
  'exhaustMap',
  'from',
  'mergeMap',
  'switchMap',
])

export const listenerMethods: ReadonlySet<string> = new Set([
  'addEventListener',
  'addListener',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'subscribe',
])

export const timers: ReadonlySet<string> = new Set([
  'nextTick',
  'queueMicrotask',
  'requestAnimationFrame',
  'setImmediate',
  'setInterval',
  'setTimeout',
])

/** Methods of collections that keep a function. */
export const keepingMethods: ReadonlySet<string> = new Set(['add', 'push', 'set', 'unshift'])

/** Methods of promises, and of databases: a transaction waits for its work, whatever the library. */
export const waitingMethods: ReadonlySet<string> = new Set([
  '$transaction',
  'catch',
  'finally',
  'then',
  'transaction',
  'withTransaction',
])

/** What test runners call and wait for. */
export const testFunctions: ReadonlySet<string> = new Set([
  'after',
  'afterAll',
  'afterEach',
  'before',
  'beforeAll',
  'beforeEach',
  'it',
  'test',
])

export const hooks: ReadonlySet<string> = new Set([
  'useEffect',
  'useImperativeHandle',
  'useLayoutEffect',
  'useMemo',
  'useReducer',
  'useState',
  'useSyncExternalStore',
])
