import { setMaxListeners } from 'node:events'
import { abortOnDisconnect, runInContext } from '@shop/platform/contract'
import type { FastifyInstance } from 'fastify'
import { readSignedIn } from '../http/read-signed-in.js'
import { sendRevalidated } from '../http/send-revalidated.js'
import type { Card } from './card.js'
import { type LoadedCard, loadCard } from './load-card.js'

export interface HomeOptions {
  readonly profile: Pick<Card, 'deadline' | 'load'>
  readonly cards: readonly Card[]
}

/** The first page in one request: `{ "user": card, "cards": { name: card } }`. What fails is missing alone. */
export function mountHome(app: FastifyInstance, { profile, cards }: HomeOptions): void {
  const names = cards.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Error(`Two cards have one name: ${names.join(', ')}`)
  app.get('/web/home', async (request, reply) => {
    const context = readSignedIn(request)
    const signal = abortOnDisconnect(reply.raw)
    // One listener a card is no leak.
    setMaxListeners(0, signal)
    const loading = (name: string) => ({
      caller: context.caller,
      signal,
      onError: (error: unknown) => request.log.error({ err: error, card: name }, 'A card failed'),
    })
    const [user, ...loaded] = await runInContext(context, () =>
      Promise.all([
        loadCard(profile, loading('profile')),
        ...cards.map(card => loadCard(card, loading(card.name))),
      ]),
    )
    const page = renderPage(
      user,
      loaded.map(({ json }, at) => [names[at] ?? '', json]),
    )
    const partial = user.failed || loaded.some(({ failed }) => failed)
    return partial ? reply.type('application/json').send(page) : sendRevalidated(request, reply, page)
  })
}

function renderPage(user: LoadedCard, cards: readonly (readonly [name: string, json: string])[]): string {
  const entries = cards.map(([name, json]) => `${JSON.stringify(name)}:${json}`)
  return `{"user":${user.json},"cards":{${entries.join(',')}}}`
}
