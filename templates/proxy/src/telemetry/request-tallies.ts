import type { Route, Side } from '../config/model.js'
import type { Decision, Outcome } from '../http/exchange.js'
import { renderFamily, type Sample } from './render-family.js'

/** What each request counts in. Counting is a few additions; labels are put together when somebody reads. */
export interface RequestTallies {
  readonly record: (decision: Decision, outcome: Outcome) => void
  /** Requests of a route that went to a side since the start; the route `''` stands for those that none matches. */
  readonly requestsOf: (route: string, side: Side) => number
  /** In the text format of Prometheus. */
  readonly text: () => string
}

/** Upper ends, in seconds until the head of an answer. */
const limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

interface Tally {
  readonly route: string
  readonly side: Side
  requests: number
  /** By class of status; the first when the client left before there was one. */
  readonly statuses: number[]
  readonly failures: Map<string, number>
  retries: number
  /** Not cumulative; the last one for what took longer than all limits. */
  readonly bins: number[]
  seconds: number
}

export function createRequestTallies(): RequestTallies {
  const tallies = new Map<string, Tally>()
  // Routes are objects of one config: looked up without putting a key together.
  const known = { legacy: new WeakMap<Route, Tally>(), new: new WeakMap<Route, Tally>() }
  const tallyOf = (route: string, side: Side) => {
    const key = `${side} ${route}`
    const tally = tallies.get(key) ?? emptyTally(route, side)
    tallies.set(key, tally)
    return tally
  }
  const find = (route: Route | null, side: Side) => {
    if (route === null) return tallyOf('', side)
    const found = known[side].get(route)
    if (found !== undefined) return found
    const tally = tallyOf(route.id, side)
    known[side].set(route, tally)
    return tally
  }
  return {
    record: ({ route, side }, outcome) => count(find(route, side), outcome),
    requestsOf: (route, side) => tallies.get(`${side} ${route}`)?.requests ?? 0,
    text: () => renderTallies([...tallies.values()]),
  }
}

function emptyTally(route: string, side: Side): Tally {
  const bins = Array.from({ length: limits.length + 1 }, () => 0)
  return {
    route,
    side,
    requests: 0,
    statuses: [0, 0, 0, 0, 0, 0],
    failures: new Map(),
    retries: 0,
    bins,
    seconds: 0,
  }
}

function count(tally: Tally, { status, headMs, retries, failure }: Outcome): void {
  const group = status === null ? 0 : Math.floor(status / 100)
  const seconds = headMs / 1000
  let bin = 0
  while (bin < limits.length && seconds > (limits[bin] as number)) bin += 1
  tally.requests += 1
  tally.statuses[group] = (tally.statuses[group] ?? 0) + 1
  tally.bins[bin] = (tally.bins[bin] as number) + 1
  tally.seconds += seconds
  tally.retries += retries
  if (failure !== null) tally.failures.set(failure, (tally.failures.get(failure) ?? 0) + 1)
}

function renderTallies(tallies: readonly Tally[]): string {
  const each = (samples: (tally: Tally) => readonly Sample[]) =>
    tallies.flatMap(tally =>
      samples(tally).map(({ labels, ...rest }) => ({
        ...rest,
        labels: { route: tally.route, side: tally.side, ...labels },
      })),
    )
  return [
    renderFamily({
      name: 'strangler_requests_total',
      help: 'Requests answered, by class of status; "0" when the client left first.',
      type: 'counter',
      samples: each(({ statuses }) =>
        statuses.flatMap((value, group) =>
          value === 0 ? [] : [{ labels: { status: group === 0 ? '0' : `${group}xx` }, value }],
        ),
      ),
    }),
    renderFamily({
      name: 'strangler_failures_total',
      help: 'Requests that did not go as they should, by what went wrong.',
      type: 'counter',
      samples: each(({ failures }) =>
        [...failures].map(([failure, value]) => ({ labels: { failure }, value })),
      ),
    }),
    renderFamily({
      name: 'strangler_retries_total',
      help: 'Further attempts.',
      type: 'counter',
      samples: each(({ retries }) => [{ labels: {}, value: retries }]),
    }),
    renderFamily({
      name: 'strangler_head_seconds',
      help: 'Time until the head of the answer.',
      type: 'histogram',
      samples: each(samplesOfDuration),
    }),
  ].join('\n')
}

/** Buckets of a histogram count all that is below their end. */
function samplesOfDuration({ bins, requests, seconds }: Tally): readonly Sample[] {
  let below = 0
  const buckets = limits.map((limit, at) => {
    below += bins[at] as number
    return { suffix: '_bucket', labels: { le: String(limit) }, value: below }
  })
  return [
    ...buckets,
    { suffix: '_bucket', labels: { le: '+Inf' }, value: requests },
    { suffix: '_sum', labels: {}, value: seconds },
    { suffix: '_count', labels: {}, value: requests },
  ]
}
