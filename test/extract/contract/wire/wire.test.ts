import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  createClassRegistry,
  decode,
  encode,
  type Json,
  WireError,
  type WireLoss,
} from '../../../../src/extract/contract/wire/index.js'
import { randomValue } from './random-value.js'

class Money {
  #cents: number
  constructor(cents: number) {
    this.#cents = cents
  }
  get cents(): number {
    return this.#cents
  }
}
class Order {
  constructor(
    readonly id: string,
    readonly lines: unknown[] = [],
  ) {}
  total(): number {
    return this.lines.length
  }
}
class Draft {
  id = 'd1'
}
class DomainError extends Error {
  readonly code = 'domain'
}
class EmailTaken extends DomainError {
  override readonly name = 'EmailTaken'
  constructor(
    readonly email: string,
    options?: ErrorOptions,
  ) {
    super(`Taken: ${email}`, options)
  }
}

const registry = createClassRegistry([
  { name: 'orders#Order', class: Order },
  { name: 'orders#DomainError', class: DomainError },
  { name: 'users#EmailTaken', class: EmailTaken },
  {
    name: 'orders#Money',
    class: Money,
    write: (money: Money) => money.cents,
    read: cents => new Money(cents as number),
  },
])

/** Through the text that would be sent. */
function send(value: unknown, known = registry): unknown {
  return decode(JSON.parse(JSON.stringify(encode(value, { registry: known }).json)) as Json, {
    registry: known,
  })
}

const survivors: Record<string, unknown> = {
  null: null,
  text: 'é 𝒳 \u0000',
  number: 1.5,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'minus infinity': Number.NEGATIVE_INFINITY,
  'minus zero': -0,
  bigint: 2n ** 70n,
  undefined: undefined,
  'undefined in an object': { a: undefined },
  'undefined in an array': [1, undefined, 2],
  'a hole in an array': Object.assign(new Array(3), { 0: 1, 2: 2 }),
  'undefined in a map': new Map([['a', undefined]]),
  date: new Date('2026-01-31T09:30:00.123Z'),
  'a date before the year 0': new Date(-1e14),
  'no date': new Date(Number.NaN),
  map: new Map<unknown, unknown>([
    ['a', 1],
    [new Date(5), new Set([1n])],
    [{ key: 1 }, Number.NaN],
  ]),
  set: new Set(['b', 'a']),
  buffer: Buffer.from([0, 255, 128]),
  bytes: new Uint8Array([1, 2]),
  floats: new Float64Array([1.5, -0]),
  'big integers': new BigInt64Array([-1n]),
  'part of a buffer': new Uint8Array(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2),
  'bare bytes': new Uint8Array([7]).buffer,
  regexp: /a+/gi,
  url: new URL('https://shop.example/a?b=c#d'),
  'search parameters': new URLSearchParams('a=1&a=2'),
  'registered symbol': Symbol.for('shop'),
  'well-known symbol': Symbol.iterator,
  'an object that looks tagged': { $type: 'date', value: '2026' },
  'a tagged object inside': { a: { $type: { $type: 1 } } },
  'a key called __proto__': JSON.parse('{"__proto__":{"admin":true}}'),
  'an object without prototype': Object.assign(Object.create(null), { $type: 'x', b: 1n }),
  'a known class': new Order('1', [new Order('2')]),
}

describe('what survives', () => {
  test.each(Object.entries(survivors))('%s arrives as it was, and nothing is reported', (_, value) => {
    expect(encode(value, { registry }).losses).toEqual([])
    expect(send(value)).toStrictEqual(value)
  })
  test('a minus zero is told from zero, a hole from undefined, a buffer from bytes', () => {
    expect(Object.is(send(-0), -0)).toBe(true)
    expect(0 in (send(Object.assign(new Array(2), { 1: 1 })) as unknown[])).toBe(false)
    expect(Buffer.isBuffer(send(Buffer.from('a')))).toBe(true)
    expect(Buffer.isBuffer(send(new Uint8Array(1)))).toBe(false)
  })
  test('an object of the sender cannot change prototypes of the receiver', () => {
    const sent = send(JSON.parse('{"__proto__":{"admin":true}}')) as { admin?: boolean }
    expect(sent.admin).toBeUndefined()
    expect(Object.getPrototypeOf(sent)).toBe(Object.prototype)
  })
  test('methods of a known class work on what arrives, and its constructor did not run again', () => {
    const order = send(new Order('1', [1, 2])) as Order
    expect(order).toBeInstanceOf(Order)
    expect(order.total()).toBe(2)
  })
  test('a class with private fields travels by its own codec', () => {
    const money = send({ price: new Money(250) }) as { price: Money }
    expect(money.price).toBeInstanceOf(Money)
    expect(money.price.cents).toBe(250)
  })
  test('a cycle leads back to the copy, and is reported', () => {
    const order = new Order('1')
    order.lines.push({ order })
    const map = new Map<string, unknown>()
    map.set('self', map)
    const copy = send({ order, map }) as { order: Order; map: Map<string, unknown> }
    expect((copy.order.lines[0] as { order: Order }).order).toBe(copy.order)
    expect(copy.map.get('self')).toBe(copy.map)
    expect(encode({ order, map }, { registry }).losses).toEqual([
      { what: 'cycle', path: '/order/lines/0/order', name: null },
      { what: 'cycle', path: '/map/0/value', name: null },
    ])
  })
  test('values of another realm are known by what they are', () => {
    const foreign: unknown = runInNewContext(
      '({ at: new Date(5), map: new Map([[1, { a: [1n] }]]), list: [1] })',
    )
    expect(encode(foreign).losses).toEqual([])
    expect(send(foreign)).toStrictEqual({ at: new Date(5), map: new Map([[1, { a: [1n] }]]), list: [1] })
    const error = send(runInNewContext('new TypeError("no")'))
    expect(error).toBeInstanceOf(TypeError)
  })
  test('values made at random arrive as they were', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const value = randomValue(seed)
      expect(encode(value).losses, `seed ${seed}`).toEqual([])
      expect(send(value), `seed ${seed}`).toStrictEqual(value)
    }
  })
})

describe('errors', () => {
  test('keep class, code, fields, message and cause', () => {
    const cause = new RangeError('too far')
    const error = send(new EmailTaken('a@shop.example', { cause })) as EmailTaken
    expect(error).toBeInstanceOf(EmailTaken)
    expect(error).toBeInstanceOf(DomainError)
    expect(error).toMatchObject({ code: 'domain', email: 'a@shop.example', name: 'EmailTaken' })
    expect(error.message).toBe('Taken: a@shop.example')
    expect(error.cause).toBeInstanceOf(RangeError)
    expect(Object.keys(error)).not.toContain('cause')
    expect(Object.prototype.toString.call(error)).toBe('[object Error]')
  })
  test('of an unknown class are of the nearest known one, and keep their name', () => {
    class PhoneTaken extends EmailTaken {}
    const { json, losses } = encode(new PhoneTaken('x'), { registry })
    expect(losses).toEqual([{ what: 'error-class', path: '', name: 'PhoneTaken' }])
    expect(decode(json, { registry })).toBeInstanceOf(EmailTaken)
    class Unheard extends Error {}
    const error = send(new Unheard('x')) as Error
    expect(error.name).toBe('Unheard')
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype)
  })
  test('old ones, made by functions, count as errors', () => {
    function Old(this: Error) {
      Error.call(this)
      this.message = 'old'
    }
    Old.prototype = Object.create(Error.prototype, { constructor: { value: Old } })
    expect(send(Reflect.construct(Old, []))).toMatchObject({ message: 'old' })
  })
  test('of the language and the platform are what they were', () => {
    const all = send(new AggregateError([new SyntaxError('a'), 'b'], 'both')) as AggregateError
    expect(all.errors[0]).toBeInstanceOf(SyntaxError)
    expect(all.errors[1]).toBe('b')
    const aborted = send(AbortSignal.abort().reason) as DOMException
    expect(aborted).toBeInstanceOf(DOMException)
    expect(aborted.name).toBe('AbortError')
    expect(aborted.code).toBe(20)
  })
  test('leave their stack at home unless told otherwise', () => {
    const error = new Error('x')
    expect(JSON.stringify(encode(error).json)).not.toContain('wire.test')
    expect((decode(encode(error, { stacks: true }).json) as Error).stack).toBe(error.stack)
  })
})

function* count() {
  yield 1
}
const shared = { a: 1 }
/** As query builders are: waited for, yet no promise. */
const query = Object.create({ ['the' + 'n']: () => undefined })
const losing: readonly (readonly [WireLoss, string, unknown])[] = [
  ['function', '/f', { f: () => 1 }],
  ['function', '', () => 1],
  ['promise', '/p', { p: Promise.resolve(1) }],
  [
    'promise',
    '/p',
    {
      p: query,
    },
  ],
  ['stream', '/0', [new ReadableStream()]],
  ['iterator', '', count()],
  ['iterator', '', new Map().values()],
  ['symbol', '/s', { s: Symbol('own') }],
  ['symbol-key', '', { [Symbol.for('x')]: 1 }],
  ['weak-reference', '/w', { w: new WeakMap() }],
  [
    'class-instance',
    '',
    new (class Cart {
      add() {}
    })(),
  ],
  [
    'class-instance',
    '',
    new (class Cart {
      get sum() {
        return 1
      }
    })(),
  ],
  ['class-instance', '', new (class Tags extends Set<string> {})()],
  ['class-instance', '', new (class Tags extends Array<string> {})()],
  ['prototype', '', new Draft()],
  [
    'accessor',
    '/now',
    {
      get now() {
        return 1
      },
    },
  ],
  ['not-enumerable', '/h', Object.defineProperty({}, 'h', { value: 1 })],
  ['array-property', '/index', /b/.exec('abc')],
  ['boxed', '', new Number(1)],
  ['frozen', '', Object.freeze({ a: 1 })],
  ['frozen', '', Object.freeze([1])],
  ['shared-reference', '/b', { a: shared, b: shared }],
  ['platform', '/signal', { signal: new AbortController().signal }],
]

describe('what is lost', () => {
  test.each(losing)('%s is reported at "%s"', (what, path, value) => {
    expect(encode(value, { registry }).losses).toContainEqual(expect.objectContaining({ what, path }))
    expect(() => send(value)).not.toThrow()
  })
  test('what cannot travel arrives as undefined', () => {
    expect(send({ f: () => 1, p: Promise.resolve(1), n: 1 })).toStrictEqual({
      f: undefined,
      p: undefined,
      n: 1,
    })
  })
  test('an unknown class that says how it is written is written so', () => {
    class Decimal {
      toJSON() {
        return '1.10'
      }
    }
    expect(send({ price: new Decimal() })).toStrictEqual({ price: '1.10' })
  })
  test('pointers escape what pointers are made of', () => {
    expect(encode({ 'a/b~c': () => 1 }).losses[0]?.path).toBe('/a~1b~0c')
  })
})

describe('what is refused', () => {
  const far: unknown[] = []
  for (let depth = 0, at = far; depth < 2_000; depth += 1) {
    const next: unknown[] = []
    at.push(next)
    at = next
  }
  const doubled = Array.from({ length: 40 }).reduce<unknown>(half => [half, half], [])
  test.each([
    ['too deep', far],
    ['too large by what it shares', doubled],
  ])('to write what is %s', (_, value) => {
    expect(() => encode(value)).toThrow(WireError)
  })
  test.each<[string, Json]>([
    ['of an unknown tag', { $type: 'toString' }],
    ['of a tag that is no text', { $type: 1 }],
    ['of a bigint that is none', { $type: 'bigint', value: 'x' }],
    ['of a map that is none', { $type: 'map', value: 1 }],
    ['of bytes nobody knows', { $type: 'bytes', of: 'constructor', value: '' }],
    ['that leads back to nothing', { $type: 'cycle', up: 3 }],
    [
      'that leads back to itself',
      { $type: 'instance', class: 'orders#Money', value: { $type: 'cycle', up: 1 } },
    ],
  ])('to read what is %s', (_, json) => {
    expect(() => decode(json, { registry })).toThrow(WireError)
  })
})
