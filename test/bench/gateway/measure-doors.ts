import { applyLoad, type Round } from '../proxy/apply-load.js'
import type { Contender } from '../proxy/contenders.js'
import type { Effort } from '../proxy/effort.js'
import { measureInTurns, median, renderTable, withSpread } from '../proxy/statistics.js'
import { renderFailures } from './render-failures.js'
import type { Scripts } from './requests.js'

/** Somewhere the same requests are answered. */
export interface Entrance extends Contender {
  readonly scripts: Scripts
}

export const connections = 16

/** What a request costs at each, and how long it takes. */
export async function measureDoors(doors: readonly Entrance[], { seconds, rounds }: Effort): Promise<string> {
  const parts = []
  for (const [kind, title] of [
    ['read', 'GET of one order'],
    ['write', 'POST of one order'],
  ] as const) {
    const load = { connections, rate: null, seconds }
    for (const door of doors) await applyLoad(door, { ...load, send: door.scripts[kind], leadIn: 0 })
    const measured = await measureInTurns(doors, rounds, door =>
      applyLoad(door, { ...load, send: door.scripts[kind] }),
    )
    parts.push(`### ${title}`, '', render(measured), '')
  }
  return parts.join('\n').trim()
}

function render(measured: ReadonlyMap<string, readonly Round[]>): string {
  const costs = [...measured.values()].map(each => each.map(({ cpu, answered }) => cpu / answered))
  const least = median(costs.at(-1) ?? [])
  return renderTable(
    [
      '',
      'µs CPU per request',
      'times bare',
      'requests a second per core',
      'busy',
      'p50 ms',
      'p99 ms',
      'failed',
    ],
    [...measured].map(([name, each], at) => [
      name,
      withSpread(costs[at] ?? [], 0),
      (median(costs[at] ?? []) / least).toFixed(2),
      (1e6 / median(costs[at] ?? [])).toFixed(0),
      `${median(each.map(({ cpu, seconds }) => cpu / seconds / 1e4)).toFixed(0)} %`,
      withSpread(
        each.map(({ p50 }) => p50),
        2,
      ),
      withSpread(
        each.map(({ p99 }) => p99),
        2,
      ),
      renderFailures(each),
    ]),
  )
}
