import type { ContractDefinition } from '../contract/index.js'

/** How an operation is reached from outside. Its input is made of the path and of the query (GET, DELETE) or the body. */
export interface RouteBinding {
  /** `POST /users/:id/lines`; parameters are fields of the input. */
  readonly path: string
  /** `none`: anybody. `user`: whoever is signed in. Else a role. */
  readonly auth: 'none' | 'user' | (string & {})
  /** Of a success; else 200, or 204 where the output is void. */
  readonly status?: number
  /** `strict` for what is costly or may be guessed. */
  readonly rate?: 'strict'
  /** `off` where the answer holds what must not be kept for whoever asks again, as tokens. */
  readonly idempotency?: 'off'
}

/** Operations of a contract that have an address. Others are for modules alone. */
export interface RouteSet {
  readonly contract: ContractDefinition
  readonly bindings: Readonly<Record<string, RouteBinding>>
}

export function defineRoutes<const C extends ContractDefinition>(
  contract: C,
  bindings: { readonly [Name in keyof C['operations']]?: RouteBinding },
): RouteSet {
  return { contract, bindings: bindings as RouteSet['bindings'] }
}
