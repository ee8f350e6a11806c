import { Agent, request } from 'node:http'
import type { LoadRequest } from './scene.js'

export type User = (random: number, wanted: string | null) => LoadRequest

/** What the clients saw of one route. */
export interface Seen {
  readonly requests: number
  /** Answered by the new side. */
  readonly fresh: number
  readonly failed: number
}

/** What the clients saw since a phase began. */
export interface Phase {
  readonly seconds: number
  readonly requests: number
  readonly fresh: number
  /** No answer, or a status from 400 on. */
  readonly failed: number
  /** Times that a user was answered by the old side of a route after the new one. */
  readonly flips: number
  /** The first few. */
  readonly failures: readonly string[]
  readonly routes: ReadonlyMap<string, Seen>
}

export interface Load {
  /** What was seen since the last time this was asked; a user's side is forgotten only when told so. */
  readonly endPhase: (forgetSides?: boolean) => Phase
  /** From now on every so manieth request is for this route; null for none. */
  readonly focus: (route: string | null, every?: number) => void
  readonly stop: () => Promise<void>
}

const patience = 10_000

/** Sends so many requests a second, whatever becomes of them, for ten minutes at most. */
export function startLoad(origin: string, users: readonly User[], rate: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 })
  const sides = new Map<string, boolean>()
  const began = Date.now()
  let sent = 0
  let atWork = 0
  let wanted: { readonly route: string | null; readonly every: number } = { route: null, every: 1 }
  let phase = newPhase()
  const sendOne = () => {
    const user = Math.floor(Math.random() * users.length)
    const route = sent++ % wanted.every === 0 ? wanted.route : null
    const order = users[user]?.(Math.random(), route)
    if (order === undefined) return
    atWork++
    send(origin, order, agent, answer => {
      atWork--
      note(phase, order, answer)
      if (order.route === null || answer.status === null) return
      const key = `${user} ${order.route}`
      if (sides.get(key) === true && !answer.fresh) phase.flips++
      sides.set(key, answer.fresh)
    })
  }
  const timer = setInterval(() => {
    const due = ((Date.now() - began) / 1000) * rate
    if (Date.now() - began > 600_000) clearInterval(timer)
    // After a stall the rest is let go: what counts is a steady rate.
    if (due - sent > rate) sent = Math.floor(due - rate / 10)
    while (sent < due && atWork < 500) sendOne()
  }, 10)
  return {
    endPhase: (forgetSides = false) => {
      const ended = { ...phase, seconds: (Date.now() - phase.began) / 1000 }
      phase = newPhase()
      if (forgetSides) sides.clear()
      return ended
    },
    focus: (route, every = 2) => {
      wanted = { route, every: route === null ? 1 : every }
    },
    stop: async () => {
      clearInterval(timer)
      for (let left = 200; atWork > 0 && left > 0; left--)
        await new Promise(resolve => setTimeout(resolve, 50))
      agent.destroy()
    },
  }
}

interface Answer {
  /** Null where there was none. */
  readonly status: number | null
  readonly fresh: boolean
  readonly told: string
}

function newPhase() {
  return {
    began: Date.now(),
    requests: 0,
    fresh: 0,
    failed: 0,
    flips: 0,
    failures: [] as string[],
    routes: new Map<string, { requests: number; fresh: number; failed: number }>(),
  }
}

function note(phase: ReturnType<typeof newPhase>, order: LoadRequest, { status, fresh, told }: Answer): void {
  const id = order.route ?? ''
  const own = phase.routes.get(id) ?? { requests: 0, fresh: 0, failed: 0 }
  phase.routes.set(id, own)
  for (const counts of [phase, own]) {
    counts.requests++
    if (fresh) counts.fresh++
  }
  if (status !== null && status < 400) return
  phase.failed++
  own.failed++
  if (phase.failures.length < 5) phase.failures.push(`${order.method} ${order.path}: ${status ?? told}`)
}

function send(origin: string, order: LoadRequest, agent: Agent, done: (answer: Answer) => void): void {
  const { method, path, headers, body } = order
  let told = false
  const tell = (answer: Answer) => {
    if (!told) done(answer)
    told = true
  }
  const fail = (error: Error) => tell({ status: null, fresh: false, told: error.message })
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const sending = request(origin + path, { method, agent, headers: { ...headers, ...length } }, response => {
    const fresh = response.headers['x-answered-by'] === 'new'
    response.resume()
    response.on('error', fail)
    response.on('end', () => tell({ status: response.statusCode ?? null, fresh, told: '' }))
  })
  sending.setTimeout(patience, () => sending.destroy(new Error('no answer in time')))
  sending.on('error', fail)
  sending.end(body)
}
