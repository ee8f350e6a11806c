import type { Refusal, Schema } from '../schema.js'

/** What is known of a type that the repository does not declare. Schemas of its arguments come in order. */
export type LibraryType =
  | { readonly kind: 'schema'; readonly schema: (parameters: readonly Schema[]) => Schema }
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** How an operation answers with it; `item` is the place of what is answered among its arguments. */
  | {
      readonly kind: 'answer'
      readonly answer: 'promise' | 'observable' | 'async-iterator' | 'iterator' | 'stream' | 'task'
      readonly item: number
    }

const any: Schema = { kind: 'any', written: 'unknown' }
const first = ([schema]: readonly Schema[]) => schema ?? any
const second = ([, schema]: readonly Schema[]) => schema ?? any
const plain = (schema: Schema): LibraryType => ({ kind: 'schema', schema: () => schema })
const refused = (why: Refusal): LibraryType => ({ kind: 'refused', why })
const converted = (id: string, format: 'decimal' | 'date-time' | 'duration' | 'object-id'): LibraryType =>
  plain({ kind: 'converted', class: id, format })
const answer = (how: Extract<LibraryType, { kind: 'answer' }>['answer'], item = 0): LibraryType => ({
  kind: 'answer',
  answer: how,
  item,
})

const bytes = [
  'Buffer',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
]
const streams = [
  'Readable',
  'Writable',
  'Duplex',
  'Transform',
  'PassThrough',
  'Stream',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'ReadStream',
  'WriteStream',
]
const platform = [
  'Socket',
  'Server',
  'IncomingMessage',
  'ServerResponse',
  'EventEmitter',
  'AbortSignal',
  'AbortController',
  'Request',
  'Response',
  'FastifyRequest',
  'FastifyReply',
  'NextFunction',
  'Headers',
  'FormData',
  'Blob',
  'File',
  'Timeout',
  'Worker',
  'ChildProcess',
  'FileHandle',
  'Proxy',
  'ExecutionContext',
  'ArgumentsHost',
  'ModuleRef',
  'INestApplication',
  'Console',
  'KeyObject',
]
const transactions = [
  'EntityManager',
  'QueryRunner',
  'DataSource',
  'Connection',
  'Transaction',
  'ClientSession',
  'TransactionClient',
  'PrismaClient',
  'PoolClient',
  'Pool',
  'Knex',
  'Kysely',
  'Sequelize',
  'DatabaseTransactionConnection',
  'DatabasePool',
  'CommonQueryMethods',
  'Repository',
  'SelectQueryBuilder',
  'Queryable',
  'MongoClient',
  'Session',
]

/** Of the language and of Node, by name. */
const global: Readonly<Record<string, LibraryType>> = {
  Date: plain({ kind: 'date' }),
  RegExp: plain({ kind: 'regexp' }),
  URL: plain({ kind: 'url' }),
  URLSearchParams: plain({ kind: 'url-search-params' }),
  Map: { kind: 'schema', schema: all => ({ kind: 'map', key: first(all), value: second(all) }) },
  ReadonlyMap: { kind: 'schema', schema: all => ({ kind: 'map', key: first(all), value: second(all) }) },
  Set: { kind: 'schema', schema: all => ({ kind: 'set', items: first(all) }) },
  ReadonlySet: { kind: 'schema', schema: all => ({ kind: 'set', items: first(all) }) },
  Function: refused('function'),
  CallableFunction: refused('function'),
  NewableFunction: refused('function'),
  Symbol: refused('symbol'),
  WeakMap: refused('weak-reference'),
  WeakSet: refused('weak-reference'),
  WeakRef: refused('weak-reference'),
  Object: plain(any),
  String: plain({ kind: 'string' }),
  Number: plain({ kind: 'number', nonFinite: true }),
  Boolean: plain({ kind: 'boolean' }),
  BigInt: plain({ kind: 'bigint' }),
  Promise: answer('promise'),
  PromiseLike: answer('promise'),
  AsyncGenerator: answer('async-iterator'),
  AsyncIterable: answer('async-iterator'),
  AsyncIterator: answer('async-iterator'),
  AsyncIterableIterator: answer('async-iterator'),
  AsyncIteratorObject: answer('async-iterator'),
  Generator: answer('iterator'),
  Iterable: answer('iterator'),
  Iterator: answer('iterator'),
  IterableIterator: answer('iterator'),
  IteratorObject: answer('iterator'),
  MapIterator: answer('iterator'),
  SetIterator: answer('iterator'),
  ArrayIterator: answer('iterator'),
  ...Object.fromEntries(bytes.map(of => [of, plain({ kind: 'bytes', of })])),
  ArrayBufferLike: plain({ kind: 'bytes', of: 'ArrayBuffer' }),
  ArrayBufferView: plain({ kind: 'bytes', of: 'Uint8Array' }),
  SharedArrayBuffer: refused('platform-object'),
  ...Object.fromEntries(streams.map(name => [name, answer('stream')])),
  ...Object.fromEntries(platform.map(name => [name, refused('platform-object')])),
}

const decimals = ['Decimal', 'BigNumber', 'Big', 'Dinero']
const moments = ['Moment', 'Dayjs', 'DateTime', 'ZonedDateTime', 'Instant', 'LocalDate', 'LocalDateTime']

/** Of packages: which declare it, and what it is. */
const packaged: readonly (readonly [owners: RegExp, types: Readonly<Record<string, LibraryType>>])[] = [
  [
    /decimal|bignumber|^big\.js|prisma|dinero/,
    Object.fromEntries(decimals.map(name => [name, converted(name, 'decimal')])),
  ],
  [/moment|dayjs|luxon|joda/, Object.fromEntries(moments.map(name => [name, converted(name, 'date-time')]))],
  [/luxon|moment|joda/, { Duration: converted('Duration', 'duration') }],
  [
    /bson|mongo|mikro/,
    { ObjectId: converted('ObjectId', 'object-id'), ObjectID: converted('ObjectId', 'object-id') },
  ],
  [
    /rxjs|observable/,
    Object.fromEntries(
      ['Observable', 'Subject', 'BehaviorSubject', 'ReplaySubject'].map(name => [name, answer('observable')]),
    ),
  ],
  [/^fp-ts/, { Task: answer('task'), TaskOption: answer('task'), TaskEither: answer('task', 1) }],
  [
    /typeorm|prisma|knex|kysely|sequelize|slonik|mongo|^pg|mysql|mikro|drizzle|objection|postgres/,
    Object.fromEntries(transactions.map(name => [name, refused('transaction')])),
  ],
]

/** Types of Node that packages bring as well, under the same names: requests, streams, sockets. */
const shared = new Set([...streams, ...platform])

/** By name and declaring package; null for the language, `node` for what Node brings. */
export function findLibraryType(name: string, owner: string | null): LibraryType | null {
  if (owner === null || owner === 'node') return Object.hasOwn(global, name) ? (global[name] ?? null) : null
  for (const [owners, types] of packaged) {
    const found = owners.test(owner) && Object.hasOwn(types, name) ? types[name] : undefined
    if (found !== undefined) return found
  }
  return shared.has(name) ? (global[name] ?? null) : null
}
