import { applyLoad, type Load, type Round, steady, warmUp } from './apply-load.js'
import {
  type Contender,
  engines,
  own,
  startEngine,
  startNodeProxies,
  startOwn,
  startOwnBare,
} from './contenders.js'
import type { Effort } from './effort.js'
import { startUpstream } from './roles.js'
import { measureInTurns, median, renderTable, withSpread } from './statistics.js'

/** What a small request costs each proxy, and how long it takes: as fast as they can, and at a fixed rate. */
export async function measureRequests({ seconds, rounds }: Effort): Promise<string> {
  const contenders = await startAll()
  await warmUp(contenders, Math.min(3, seconds))
  const measure = (load: Load) => measureInTurns(contenders, rounds, each => applyLoad(each, load))
  const cpu = await measure({ ...steady, seconds })
  const saturated = await measure({ ...steady, connections: 64, seconds })
  const paced = await measure({ ...steady, connections: 64, rate: 500, seconds })
  return [
    '### CPU per request',
    '',
    'GET with 75 bytes of JSON as answer, 16 connections that send as fast as they are answered. Ours, nginx and HAProxy have 200',
    'routes with sticky shares of a half on two upstreams, ours and nginx an access log, ours metrics and one per cent of traces; the',
    'others pass everything to one upstream.',
    '',
    renderCpu(cpu),
    '',
    judgeCpu(cpu),
    '',
    '### Throughput and latency',
    '',
    'First 64 connections that send as fast as they are answered (below 95 % busy it was the load that could do no more, not the',
    'proxy), then 500 requests a second whether or not earlier ones are answered; latencies there count from when a request was due.',
    '',
    renderLatencies(saturated, paced),
  ].join('\n')
}

async function startAll(): Promise<readonly Contender[]> {
  const sides = { legacy: (await startUpstream()).port, new: (await startUpstream()).port }
  const ours = [await startOwn({ sides }), await startOwnBare(sides)]
  const started = await Promise.all(engines.map(engine => startEngine(engine, sides)))
  return [...ours, ...started, ...(await startNodeProxies(sides))]
}

type Rounds = ReadonlyMap<string, readonly Round[]>

/** Microseconds a request, round by round. */
function costs(rounds: Rounds, name: string): readonly number[] {
  return (rounds.get(name) ?? []).map(({ cpu, answered }) => cpu / answered)
}

function renderCpu(rounds: Rounds): string {
  const times = (name: string, other: string) => {
    const ratio = median(costs(rounds, name)) / median(costs(rounds, other))
    return Number.isNaN(ratio) ? '' : ratio.toFixed(2)
  }
  return renderTable(
    ['proxy', 'µs CPU per request', 'times nginx', 'times ours', 'requests a second'],
    [...rounds].map(([name, each]) => [
      name,
      withSpread(costs(rounds, name), 1),
      times(name, 'nginx'),
      times(name, own),
      median(each.map(perSecond)).toFixed(0),
    ]),
  )
}

/** Our own bars. */
function judgeCpu(rounds: Rounds): string {
  const cost = median(costs(rounds, own))
  const ratio = cost / median(costs(rounds, 'nginx'))
  const tell = (holds: boolean) => (holds ? 'kept' : 'missed')
  return [
    `Bars: at most 85 µs (${tell(cost <= 85)})`,
    ...(Number.isNaN(ratio) ? [] : [`at most 4 times nginx (${tell(ratio <= 4)})`]),
  ].join(', ')
}

function renderLatencies(saturated: Rounds, paced: Rounds): string {
  const cell = (rounds: Rounds, name: string, value: (round: Round) => number, digits: number) =>
    withSpread((rounds.get(name) ?? []).map(value), digits)
  const failures = (name: string) =>
    [saturated, paced].flatMap(rounds => rounds.get(name) ?? []).reduce((sum, { failed }) => sum + failed, 0)
  return renderTable(
    [
      'proxy',
      'requests a second',
      'busy',
      'p50 ms',
      'p99 ms',
      'p50 ms at 500/s',
      'p99 ms at 500/s',
      'failed',
    ],
    [...saturated].map(([name, each]) => [
      name,
      cell(saturated, name, perSecond, 0),
      `${median(each.map(({ cpu, seconds }) => cpu / seconds / 1e4)).toFixed(0)} %`,
      cell(saturated, name, ({ p50 }) => p50, 2),
      cell(saturated, name, ({ p99 }) => p99, 2),
      cell(paced, name, ({ p50 }) => p50, 2),
      cell(paced, name, ({ p99 }) => p99, 2),
      String(failures(name)),
    ]),
  )
}

function perSecond({ answered, seconds }: Round): number {
  return answered / seconds
}
