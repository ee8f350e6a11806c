import type { Place } from '../../kernel/finding.js'

/** What a declaration is to the framework or container that runs it; a closed list. */
export const roles = [
  'module',
  'controller',
  'resolver',
  'gateway',
  'router',
  'provider',
  'repository',
  'entity',
  'guard',
  'interceptor',
  'pipe',
  'filter',
  'middleware',
  'decorator',
  'command-handler',
  'query-handler',
  'event-handler',
  'job-handler',
  'message',
  'configuration',
  'logger',
] as const
export type Role = (typeof roles)[number]

/** Why a declaration has its role: the decorator, base class or call that says so. */
export interface RoleEvidence {
  readonly role: Role
  readonly place: Place
  readonly text: string
}

/** What the outside calls: an HTTP route, a GraphQL field, a socket or queue message, a timer. */
export interface EntryPoint {
  readonly kind: 'http' | 'graphql' | 'socket' | 'message' | 'job' | 'command-line'
  /** `GET /users/:id`, `Query.user`, `orders.placed`, `every day`. */
  readonly name: string
  /** Function or method that answers: `UsersController.find`. */
  readonly handler: string
  readonly place: Place
}

/** A message on its way through a bus within the program: event emitters, CQRS buses. */
export interface MessageFlow {
  /** Class of the message, or its name as text. */
  readonly message: string
  /** `id` of the message's class, `file#name`; null when it is named by text. */
  readonly symbol: string | null
  readonly kind: 'event' | 'command' | 'query'
  readonly end: 'publish' | 'subscribe'
  readonly place: Place
}

/** A dependency that a container provides: by class or by token. */
export interface Injection {
  /** `id` of the class whose constructor, property or function asks for it. */
  readonly into: string
  /** `id` of the class that is asked for, or the token as written: `'MAILER'`, `CONFIG_TOKEN`. */
  readonly token: string
  /** `id` of the class or function that is bound to the token, as far as can be told. */
  readonly bound: string | null
  /** `forwardRef`, `Inject`, `ModuleRef.get`, or by type. */
  readonly by: 'type' | 'token' | 'forward-reference' | 'lookup'
  /** The name under which the instance is known there: `users` in `private users: UsersService`. */
  readonly property: string | null
  readonly place: Place
}

/** A declaration that lives longer or shorter than the program, or does something when it starts or ends. */
export interface Lifecycle {
  /** `id` of the class. */
  readonly symbol: string
  readonly kind:
    | 'request-scope'
    | 'transient'
    | 'on-start'
    | 'on-stop'
    | 'async-provider'
    | 'dynamic-module'
    | 'global-module'
  readonly place: Place
}

/** What the frameworks of a program say about its declarations. Ids are those of the seam: `file#name`. */
export interface FrameworkFacts {
  readonly roles: ReadonlyMap<string, readonly RoleEvidence[]>
  readonly entryPoints: readonly EntryPoint[]
  readonly flows: readonly MessageFlow[]
  readonly injections: readonly Injection[]
  readonly lifecycles: readonly Lifecycle[]
  /** Places where a declaration is only put together with others: `imports`, `providers`, `app.use(router)`; by id. */
  readonly wiring: ReadonlyMap<string, readonly Place[]>
}
