/** What a value loses on its way; a closed catalogue. */
export const wireLosses = {
  function: 'a function stays where it is; undefined arrives',
  promise: 'a promise inside of data cannot travel; undefined arrives',
  stream: 'a stream or an observable inside of data cannot travel; undefined arrives',
  iterator: 'an iterator or a generator cannot travel; undefined arrives',
  symbol: 'a symbol of its own is another one elsewhere; undefined arrives',
  'symbol-key': 'what stands under a symbol stays behind',
  'weak-reference': 'a weak collection or reference cannot travel; undefined arrives',
  'class-instance': 'arrives as plain data, without its methods, and is no instance of its class',
  prototype: 'arrives as plain data: the class has no methods, but instanceof says no',
  'error-class':
    'nobody knows its class over there: arrives as an instance of the nearest class that is known',
  accessor: 'a getter is read once; its value travels, and later changes do not show',
  'not-enumerable': 'a property that is not enumerable stays behind',
  'array-property': 'a named property of an array stays behind',
  boxed: 'a boxed primitive arrives as a primitive',
  frozen: 'arrives as an object that can be changed',
  'shared-reference': 'stands at two places and arrives as two copies',
  cycle: 'leads back to an object around it, which only those can read who know this wire form',
  platform: 'an object of the platform that has no wire form; undefined arrives',
} as const
export type WireLoss = keyof typeof wireLosses

/** Something that does not survive, at one place of a value. */
export interface Loss {
  readonly what: WireLoss
  /** JSON pointer into the value: `/lines/0/price`, empty for the value itself. */
  readonly path: string
  /** A name where there is one: of the class, the property, the function. */
  readonly name: string | null
}

/** What cannot be written or read at all; a bug or an attack. */
export class WireError extends Error {
  override readonly name = 'WireError'
}
