import {
  createRouteTable,
  explainRoute,
  parseConfig,
  type RequestHead,
  type StranglerConfig,
} from '../../../templates/proxy/src/index.js'
import { sketchConfig } from './sketch.js'

/** Numbers from 0 to below a bound, the same for each seed (mulberry32). */
export function seededDice(seed: number): (bound: number) => number {
  let state = seed
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

/** What random routes may ask for besides a path. */
export interface Wishes {
  readonly cookies: boolean
  readonly parameters: boolean
}

const names = ['one', 'two', 'three', 'four', 'five']
const hosts = ['x.org', 'a.x.org', 'b.a.x.org', '*.x.org', '*.a.x.org']
const methods = ['GET', 'POST', 'DELETE']

/**
 * Routes over few words, so that most of them overlap: two that differ by anything go to different upstreams more often
 * than not. Shares are nothing or all, so that each request has one right answer.
 */
export function randomConfig(seed: number, count: number, wishes: Wishes): StranglerConfig {
  const dice = seededDice(seed)
  const upstreams = Object.fromEntries(
    ['legacy', ...names].map((name, at) => [name, `http://10.0.0.${at + 1}:80`]),
  )
  const routes: object[] = []
  for (let tries = 0; routes.length < count && tries < count * 8; tries++) {
    const candidate = [...routes, { id: `r${tries}`, ...randomRoute(dice, wishes) }]
    const parsed = parseConfig(JSON.stringify({ upstreams, routes: candidate }))
    if (parsed.kind !== 'problems') routes.push(candidate.at(-1) ?? {})
  }
  return sketchConfig({ upstreams, routes, defaults: {} })
}

type Dice = (bound: number) => number

function pick<T>(dice: Dice, values: readonly T[]): T {
  return values[dice(values.length)] as T
}

function randomRoute(dice: Dice, { cookies, parameters }: Wishes): object {
  const mode = pick(dice, ['legacy', 'new', 'canary', 'shadow', 'retired'])
  const depth = dice(4)
  const segments = Array.from({ length: depth }, () =>
    parameters && dice(3) === 0 ? ':id' : pick(dice, ['a', 'b', 'c.d']),
  )
  const last = dice(3) === 0 || depth === 0 ? ['*'] : dice(8) === 0 ? [''] : []
  return {
    path: `/${[...segments, ...last].join('/')}`,
    legacy: pick(dice, names),
    new: dice(6) === 0 ? null : pick(dice, names),
    mode,
    ...(mode === 'canary' ? { share: pick(dice, [0, 100]) } : {}),
    ...(dice(3) === 0 ? { methods: methods.filter((_, at) => at === 0 || dice(2) === 0) } : {}),
    ...(dice(3) === 0 ? { host: pick(dice, hosts) } : {}),
    ...(dice(4) === 0 ? { headers: { 'x-a': pick(dice, ['1', '2', true]) } } : {}),
    ...(dice(8) === 0 ? { headers: { 'x-a': '1', 'x-b': '1' } } : {}),
    ...(cookies && dice(5) === 0 ? { cookies: { c: pick(dice, ['1', true]) } } : {}),
    ...(dice(4) === 0
      ? { override: pick(dice, [{ header: 'x-side' }, { header: 'x-side', cookie: 'side' }]) }
      : {}),
  }
}

/** Requests over the same words and some others. */
export function randomRequests(seed: number, count: number): readonly RequestHead[] {
  const dice = seededDice(seed)
  return Array.from({ length: count }, () => {
    const segments = Array.from({ length: 1 + dice(4) }, () => pick(dice, ['a', 'b', 'c.d', 'cxd', 'z', '']))
    const headers = {
      ...(dice(2) === 0 ? { 'X-A': pick(dice, ['1', '2', '3']) } : {}),
      ...(dice(3) === 0 ? { 'X-B': '1' } : {}),
      ...(dice(4) === 0 ? { 'X-Side': pick(dice, ['new', 'legacy', 'other']) } : {}),
      ...(dice(2) === 0
        ? { Cookie: pick(dice, ['c=1', 'c=2; side=new', 'b=1;c=1', 'cc=1', 'side=legacy']) }
        : {}),
    }
    const host = pick(dice, ['x.org', 'a.x.org', 'b.a.x.org', 'c.b.a.x.org', 'y.x.org', 'y.org'])
    return {
      method: pick(dice, [...methods, 'PUT']),
      url: `/${segments.join('/')}${pick(dice, ['', '', '?q=/a/b'])}`,
      host: `${host}${pick(dice, ['', ':8080'])}`,
      rawHeaders: Object.entries(headers).flat(),
      address: '127.0.0.1',
    }
  })
}

/** The upstream that the proxy itself would ask. */
export function upstreamOf(config: StranglerConfig): (head: RequestHead) => string {
  const table = createRouteTable(config.routes)
  return head => explainRoute(table, head).winner?.decision.upstream ?? config.fallback
}
