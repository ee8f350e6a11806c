import type { FastifyPluginAsync } from 'fastify'
import { type EventStreamOptions, mountEvents } from './events/event-routes.js'
import type { Card } from './home/card.js'
import { mountHome } from './home/home-routes.js'
import { createForgeryGuard } from './session/forgery-guard.js'
import { mountSession } from './session/session-routes.js'
import type { WebUsers } from './session/web-users.js'

export interface BffOptions {
  readonly facades: { readonly users: WebUsers }
  /** Who is signed in, for the first page. */
  readonly profile: Pick<Card, 'deadline' | 'load'>
  readonly cards: readonly Card[]
  /** Left out where clients are told of nothing. */
  readonly events?: EventStreamOptions
  /** Where the pages of the client come from: `https://shop.example.org`. With https alone, cookies are `Secure`. */
  readonly origins: readonly string[]
}

/**
 * Everything under `/web`, for a server of `createHttpServer` that believes the gateway's headers: register it without a
 * prefix. Open streams end when the server closes.
 */
export function createBff({ facades, profile, cards, events, origins }: BffOptions): FastifyPluginAsync {
  const secure = origins.every(origin => origin.startsWith('https://'))
  return async app => {
    app.addHook('onRequest', createForgeryGuard(origins))
    mountSession(app, { users: facades.users, secure })
    mountHome(app, { profile, cards })
    if (events !== undefined) mountEvents(app, events)
  }
}
