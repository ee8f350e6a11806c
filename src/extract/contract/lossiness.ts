import type { Place } from '../../kernel/finding.js'

/** `refused`: cannot travel. `changed`: travels, and behaves otherwise. `note`: known to whoever looks for it. */
export type LossSeverity = 'refused' | 'changed' | 'note'

interface LossKind {
  readonly severity: LossSeverity
  readonly effect: string
  readonly wayOut: string
}

/** All that does not survive a border between processes; a closed catalogue. */
export const lossKinds = {
  function: {
    severity: 'refused',
    effect: 'a function cannot be called from the other side',
    wayOut: 'return a value that the caller acts upon, or publish an event',
  },
  promise: {
    severity: 'refused',
    effect: 'a promise inside of data cannot travel; a lazy relation is one',
    wayOut: 'await it before it is handed over, or leave it out of the answer',
  },
  stream: {
    severity: 'refused',
    effect: 'a stream inside of data cannot travel',
    wayOut: 'answer with the stream itself, or with the address of what it would bring',
  },
  iterator: {
    severity: 'refused',
    effect: 'an iterator runs where it was made',
    wayOut: 'answer with an array, or with an async iterator',
  },
  symbol: {
    severity: 'refused',
    effect: 'a symbol is the same on one side alone',
    wayOut: 'use text, or a symbol of the global registry',
  },
  'symbol-key': {
    severity: 'changed',
    effect: 'what stands under a symbol stays behind',
    wayOut: 'name the property',
  },
  'weak-reference': {
    severity: 'refused',
    effect: 'weak collections hold on to objects of one side',
    wayOut: 'keep it on the side that owns the objects',
  },
  'platform-object': {
    severity: 'refused',
    effect: 'a socket, request, handle or connection belongs to its process',
    wayOut: 'hand over the data that is read from it',
  },
  transaction: {
    severity: 'refused',
    effect: 'a transaction or session ends where its connection does',
    wayOut: 'an outbox or a saga in place of one transaction over both sides',
  },
  'open-generic': {
    severity: 'refused',
    effect: 'a type that the caller tells cannot be checked on the other side',
    wayOut: 'one operation for each type that is really used',
  },
  'private-state': {
    severity: 'refused',
    effect: 'private fields (#) cannot be read, so the object cannot be built again',
    wayOut: 'a codec of the class: how it is written and read',
  },
  transform: {
    severity: 'refused',
    effect: 'what was transformed has no way back to what travels',
    wayOut: 'a codec in place of a transform',
  },
  'too-deep': {
    severity: 'refused',
    effect: 'the type has more levels or members than can be told',
    wayOut: 'name a simpler type at the border',
  },
  never: {
    severity: 'note',
    effect: 'no value has this type, so nothing is checked',
    wayOut: 'leave it out of the border',
  },
  any: {
    severity: 'changed',
    effect: 'passes as it is, and nobody checks it: what travels depends on what stands there at run time',
    wayOut: 'write down the type',
  },
  unresolved: {
    severity: 'changed',
    effect: 'the type cannot be read here, so it passes unchecked',
    wayOut: 'install the packages, or generate what is generated, and run again',
  },
  methods: {
    severity: 'changed',
    effect:
      'the object is built again from its fields: methods work where both sides have the class, its constructor does not run, and what it held besides data is gone',
    wayOut: 'put the class into the shared package, or answer with plain data',
  },
  prototype: {
    severity: 'note',
    effect: 'an instance of a class without methods arrives as one only where both sides have the class',
    wayOut: 'put the class into the contract, or do not ask instanceof',
  },
  accessor: {
    severity: 'changed',
    effect: 'a getter on the class is computed on the side that asks, from the fields that travelled',
    wayOut: 'put the class into the shared package, or answer with the value',
  },
  static: {
    severity: 'changed',
    effect: 'static state of a class is another one on each side',
    wayOut: 'keep the state on one side, behind an operation',
  },
  'lazy-relation': {
    severity: 'refused',
    effect: 'a lazy relation loads from the database of one side',
    wayOut: 'load what is needed before, or answer with the keys',
  },
  relation: {
    severity: 'changed',
    effect: 'a relation travels if it was loaded, and the whole tree with it',
    wayOut: 'answer with the keys of what is related',
  },
  entity: {
    severity: 'changed',
    effect: 'an entity arrives without the session that would save its changes',
    wayOut: 'answer with plain data; changes are commands',
  },
  identity: {
    severity: 'changed',
    effect: 'arrives as a copy: compared by reference it is another object each time',
    wayOut: 'compare keys',
  },
  mutation: {
    severity: 'changed',
    effect: 'the body changes what it was given, which the caller will not see',
    wayOut: 'answer with what changed',
  },
  'map-order': {
    severity: 'note',
    effect: 'keys that are objects are copies: lookups by the same object find nothing',
    wayOut: 'use keys that are text or numbers',
  },
  undefined: {
    severity: 'note',
    effect: 'a property that is undefined is told apart from one that is missing by our clients alone',
    wayOut: 'use null, or leave it out',
  },
  'not-finite': {
    severity: 'note',
    effect: 'NaN, the infinities and -0 are told by our clients alone',
    wayOut: 'use null for what is no number',
  },
  precision: {
    severity: 'note',
    effect: 'travels as text so that nothing is lost; others must not read it as a number',
    wayOut: 'nothing to do for our clients',
  },
  'local-time': {
    severity: 'note',
    effect: 'the moment survives; its day and hour in local time depend on where they are read',
    wayOut: 'name the time zone, or send the day as text',
  },
  'regexp-state': {
    severity: 'note',
    effect: 'a regular expression arrives as a copy, its place in the text with it',
    wayOut: 'send the text of the expression',
  },
  proxy: {
    severity: 'changed',
    effect: 'a proxy arrives as what it showed when it was sent; what it does when it is read stays behind',
    wayOut: 'answer with the values, or with an operation that works them out',
  },
  'not-enumerable': {
    severity: 'changed',
    effect: 'a property that is not enumerable stays behind',
    wayOut: 'make it an ordinary property',
  },
  frozen: {
    severity: 'note',
    effect: 'arrives as an object that can be changed',
    wayOut: 'readonly types say the same to the compiler',
  },
  'error-stack': {
    severity: 'note',
    effect: 'the stack of an error tells of the side that got it',
    wayOut: 'logs of both sides share the trace id',
  },
  'error-unknown': {
    severity: 'changed',
    effect: 'what is thrown is no error of a class that is known',
    wayOut: 'throw an error of a class',
  },
  overload: {
    severity: 'note',
    effect: 'which overload was meant is told by the arguments on the other side',
    wayOut: 'one operation for each',
  },
  this: {
    severity: 'refused',
    effect: 'answers with itself, and calls on the answer would each cross the border',
    wayOut: 'one operation in place of the chain',
  },
  'synchronous-answer': {
    severity: 'changed',
    effect: 'answers at once today; over a network the caller has to wait',
    wayOut: 'the plan of what becomes asynchronous',
  },
} as const satisfies Readonly<Record<string, LossKind>>
export type LossName = keyof typeof lossKinds

/** Something that does not survive the border. */
export interface Lossy {
  readonly what: LossName
  readonly severity: LossSeverity
  /** Where in the contract: `Orders.place(order).lines[].price`. */
  readonly at: string
  /** What stands there: a type, a class, a property; null where `at` says it. */
  readonly name: string | null
  readonly effect: string
  readonly wayOut: string
  /** Where in the code; null where it was not read from source. */
  readonly place: Place | null
}

/** An entry with what the catalogue says of its kind. */
export function describeLoss(
  what: LossName,
  { at, name = null, place = null }: Pick<Lossy, 'at'> & Partial<Pick<Lossy, 'name' | 'place'>>,
): Lossy {
  return { what, at, name, place, ...lossKinds[what] }
}

/** In order of severity, then of place; each once. */
export function sortLosses(losses: readonly Lossy[]): readonly Lossy[] {
  const order: readonly LossSeverity[] = ['refused', 'changed', 'note']
  const key = ({ severity, at, what, name }: Lossy) =>
    `${order.indexOf(severity)} ${at} ${what} ${name ?? ''}`
  const byKey = new Map(losses.map(loss => [key(loss), loss]))
  return [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, loss]) => loss)
}
