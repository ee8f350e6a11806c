import type { Value } from './interpret/value.js'

export const frameworks = ['express', 'fastify', 'koa', 'nest'] as const
export type Framework = (typeof frameworks)[number]

/** A line of the source. */
export interface SourcePlace {
  readonly file: string
  readonly line: number
}

/** An app, a router, or a plugin's own part of an app. */
export interface Router {
  readonly framework: Framework
  /** Whether it answers requests by itself, mounted or not. */
  readonly app: boolean
  readonly place: SourcePlace
  readonly entries: RouterEntry[]
  /** Stands in front of all its paths, wherever it is mounted; null for none. */
  prefix: Value | null
  /** Whether anything mounts it. */
  mounted: boolean
  /** Settings that its constructor or its methods were given. */
  readonly settings: Map<string, Value>
  /** What the program itself put onto it: `app.config = …`, `fastify.decorate('config', …)`. */
  readonly fields: Map<string, Value>
}

export type RouterEntry = RegisteredRoute | Mount

export interface RegisteredRoute {
  readonly kind: 'route'
  /** Upper case; null for all. */
  readonly methods: readonly string[] | null
  readonly path: Value
  /** Whether all paths below are answered too. */
  readonly below: boolean
  /** Whether it stands outside of the router's own prefix. */
  readonly outside: boolean
  readonly place: SourcePlace
}

export interface Mount {
  readonly kind: 'mount'
  readonly path: Value | null
  readonly router: Router
  readonly place: SourcePlace
}

export function createRouter(framework: Framework, app: boolean, place: SourcePlace): Router {
  return {
    framework,
    app,
    place,
    entries: [],
    prefix: null,
    mounted: false,
    settings: new Map(),
    fields: new Map(),
  }
}
