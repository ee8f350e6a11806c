import type { Place } from '../../kernel/finding.js'
import type { Answer } from '../seam/seam.js'
import type { Lossy } from './lossiness.js'
import type { Schema } from './schema.js'
import type { Json } from './wire/index.js'

/** A value that may be left out, or one that takes all that follow. */
export interface Parameter {
  readonly name: string
  readonly schema: Schema
  readonly description: string | null
  readonly optional: boolean
  readonly rest: boolean
  /** Wire form of a literal that stands for a missing value; null for none and for what has to be computed. */
  readonly default: Json
}

/** `task`: a function without parameters that answers with a promise, as in fp-ts. */
export type AnswerForm = Answer | 'task'

/** One way of calling an operation; overloads have several. */
export interface OperationSignature {
  readonly parameters: readonly Parameter[]
  readonly answer: AnswerForm
  /** What is answered in the end: of a promise its value, of a stream each item. */
  readonly output: Schema
}

/**
 * How arguments stand in a message. `named`: one object, by the names of the parameters. `listed`: in their order, where
 * overloads call them otherwise. `whole`: the one parameter is the message.
 */
export type CallStyle = 'named' | 'listed' | 'whole'

/** Whether an operation may be sent again where nobody knows whether it ran. */
export interface Idempotency {
  /** A query changes nothing, as far as is known. */
  readonly kind: 'query' | 'command'
  readonly repeatable: boolean
  /** Why, in a sentence. */
  readonly reason: string
  /** What could serve as the key of a command that must not run twice: a parameter, or a header of its own. */
  readonly key: string | null
}

export interface ContractOperation {
  /** `UsersService.findOne`; unique. */
  readonly name: string
  readonly description: string | null
  readonly style: CallStyle
  /** In order of declaration; one at least. */
  readonly signatures: readonly OperationSignature[]
  /** Names of errors that are known to be thrown. */
  readonly errors: readonly string[]
  readonly idempotency: Idempotency
  /** Milliseconds that a caller waits at most; null for what the wiring says. */
  readonly deadline: number | null
  /** Null where it was not read from source. */
  readonly place: Place | null
}

/** A type with a name of its own, so that it can be told once and refer to itself. */
export interface ContractType {
  readonly schema: Schema
  /** `file#name`; null for zod schemas and types of libraries. */
  readonly source: string | null
}

/** An error that callers may get, with all that survives of it. */
export interface ContractError {
  /** `file#name` as the registry of classes calls it, or the code alone. */
  readonly class: string
  /** Classes above it, the nearest first. */
  readonly bases: readonly string[]
  /** As told by a literal `code`, `type` or `status`; null where nothing tells. */
  readonly code: string | null
  readonly status: number | null
  readonly title: string | null
  /** Its own properties. */
  readonly fields: Schema
  readonly source: string | null
}

export interface ContractEvent {
  /** `users.UserSignedUp`. */
  readonly name: string
  readonly version: number
  readonly description: string | null
  readonly payload: Schema
  readonly source: string | null
}

/** All that two sides of a border have to agree on: plain data, whatever it was read from. */
export interface Contract {
  /** Of the module. */
  readonly name: string
  /** Of the contract: `major.minor`; a major one breaks. */
  readonly version: string
  /** In order of name. */
  readonly operations: readonly ContractOperation[]
  readonly types: Readonly<Record<string, ContractType>>
  readonly errors: Readonly<Record<string, ContractError>>
  readonly events: readonly ContractEvent[]
  /** What does not survive, as far as types and bodies tell. */
  readonly lossiness: readonly Lossy[]
}
