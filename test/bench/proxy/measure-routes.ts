import { createRouteTable, parseConfig, type RouteTable } from '../../../templates/proxy/src/index.js'
import { applyLoad, steady } from './apply-load.js'
import { type OwnContender, startOwn } from './contenders.js'
import type { Effort } from './effort.js'
import { memoryOf, stopProcess } from './processes.js'
import { startUpstream } from './roles.js'
import { median, renderTable } from './statistics.js'

const sizes = [200, 10_000, 100_000]

/** What a large table costs: to start with, and a request. */
export async function measureRoutes({ seconds, rounds }: Effort): Promise<string> {
  const { port } = await startUpstream()
  const rows = []
  for (const size of sizes) {
    const routes = Array.from({ length: size }, (_, at) => ({
      path: `/api/part${at}/items/:id`,
      mode: 'legacy',
    }))
    const begin = performance.now()
    const contender = await startOwn({ sides: { legacy: port, new: port }, config: { routes } })
    const start = performance.now() - begin
    rows.push([
      size.toLocaleString('en'),
      ...measureTable(routes, rounds),
      (start / 1000).toFixed(2),
      ...(await measureRunning(contender, seconds)),
    ])
    await stopProcess(contender.process)
  }
  return [
    '### Large route tables',
    '',
    'Ours alone. CPU time of reading and checking the config, of compiling the table and of one look-up; then the whole program from',
    'its start until it listens, its memory after some load, and the CPU of a request.',
    '',
    renderTable(
      ['routes', 'read ms', 'compile ms', 'look-up ns', 'start s', 'memory MB', 'µs CPU per request'],
      rows,
    ),
  ].join('\n')
}

function measureTable(routes: readonly object[], rounds: number): readonly string[] {
  const upstreams = { legacy: 'http://127.0.0.1:1' }
  const text = JSON.stringify({ upstreams, routes })
  const costs = Array.from({ length: rounds }, () => {
    const read = timeCpu(() => parseConfig(text))
    const parsed = read.result
    if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems[0]))
    const compile = timeCpu(() => createRouteTable(parsed.config.routes))
    return {
      read: read.cpu / 1000,
      compile: compile.cpu / 1000,
      match: costOfMatch(compile.result, routes.length),
    }
  })
  const show = (of: (cost: (typeof costs)[number]) => number) => median(costs.map(of)).toFixed(0)
  return [show(({ read }) => read), show(({ compile }) => compile), show(({ match }) => match)]
}

/** With the microseconds that this process worked for it. */
function timeCpu<T>(work: () => T): { readonly result: T; readonly cpu: number } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { result, cpu: user + system }
}

/** Nanoseconds a match, over routes from all parts of the table. */
function costOfMatch(table: RouteTable, size: number): number {
  const heads = Array.from({ length: 1000 }, (_, at) => ({
    method: 'GET',
    url: `/api/part${(at * 7919) % size}/items/12?x=1`,
    host: 'localhost',
    rawHeaders: [],
    address: '127.0.0.1',
  }))
  const matchAll = (times: number) => {
    let found = 0
    for (let time = 0; time < times; time++) {
      for (const head of heads) if (table.match(head) !== null) found++
    }
    return found
  }
  matchAll(100)
  const { result, cpu } = timeCpu(() => matchAll(500))
  if (result !== 500_000) throw new Error(`Only ${result} of 500,000 requests were matched.`)
  return cpu / 500
}

async function measureRunning(contender: OwnContender, seconds: number): Promise<readonly string[]> {
  const { cpu, answered } = await applyLoad(contender, {
    ...steady,
    leadIn: Math.min(3, seconds) * 1000,
    seconds,
  })
  return [(memoryOf(contender.process) / 1024).toFixed(0), (cpu / answered).toFixed(1)]
}
