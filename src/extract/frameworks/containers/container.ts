import type { ts } from 'ts-morph'
import type { Injection } from '../framework.js'
import type { Draft } from '../survey/draft.js'
import type { Token } from './token.js'

/** Somebody asks a container for what a token is bound to. */
export interface Request {
  /** `id` of who asks; nobody's request is left out. */
  readonly into: string | null
  readonly token: Token
  readonly by: Injection['by']
  readonly property: string | null
  readonly at: ts.Node
}

/** What is bound and asked for over the whole program; what is asked for may be bound later. */
export interface Container {
  /** Null where it cannot be told what is bound. */
  readonly bind: (token: Token, bound: string | null) => void
  readonly ask: (request: Request) => void
  /** Hands over all injections, each with what is bound: nothing where different things are. */
  readonly settle: (draft: Draft) => void
}

export function createContainer(): Container {
  const bindings = new Map<string, Set<string | null>>()
  const requests: Request[] = []
  const boundTo = (token: Token) => {
    const [only = token.id, ...others] = bindings.get(token.key) ?? []
    return others.length === 0 ? only : null
  }
  return {
    bind: ({ key }, bound) => bindings.set(key, (bindings.get(key) ?? new Set()).add(bound)),
    ask: request => requests.push(request),
    settle: draft => {
      for (const { into, token, by, property, at } of requests)
        if (into !== null)
          draft.injection({
            into,
            token: token.text,
            bound: boundTo(token),
            by: token.forward ? 'forward-reference' : by,
            property,
            at,
          })
    },
  }
}
