import type { output, input as rawInput, ZodType } from 'zod'

/** What an operation may answer in place of its output; the caller gets it as a `ContractError` with the same code. */
export interface ErrorDefinition {
  /** HTTP status, where it travels by HTTP. */
  readonly status: number
  readonly title: string
}

export interface OperationDefinition {
  /** A query changes nothing and may be asked again; a command only where it is `idempotent`. */
  readonly kind: 'command' | 'query'
  readonly description: string
  readonly input: ZodType
  readonly output: ZodType
  /** By code: `email-taken`. */
  readonly errors: Readonly<Record<string, ErrorDefinition>>
  readonly idempotent?: boolean
  /** Milliseconds that a caller waits at most; two seconds unless told otherwise. */
  readonly deadline?: number
}

export interface ContractDefinition {
  /** Of the module. */
  readonly name: string
  readonly operations: Readonly<Record<string, OperationDefinition>>
}

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Milliseconds from now; the caller's own deadline counts where it is nearer. */
  readonly deadline?: number
}

/** What a module offers to others: one asynchronous function an operation. Throws a `ContractError`. */
export type Facade<C extends ContractDefinition> = {
  readonly [Name in keyof C['operations']]: (
    input: rawInput<C['operations'][Name]['input']>,
    options?: CallOptions,
  ) => Promise<output<C['operations'][Name]['output']>>
}

/** The same from the inside: inputs are parsed, the deadline is a signal. */
export type Implementation<C extends ContractDefinition> = {
  readonly [Name in keyof C['operations']]: (
    input: output<C['operations'][Name]['input']>,
    context: { readonly signal: AbortSignal },
  ) => Promise<rawInput<C['operations'][Name]['output']>>
}

/** Keeps the literal types, and checks the shape. */
export function defineContract<const C extends ContractDefinition>(contract: C): C {
  return contract
}
