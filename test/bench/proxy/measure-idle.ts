import { readFileSync } from 'node:fs'
import { warmUp } from './apply-load.js'
import { type Contender, engines, own, type Sides, startEngine, startOwn } from './contenders.js'
import type { Effort } from './effort.js'
import { memoryOf, nextMessage, pause, stopProcess } from './processes.js'
import { startRole, startUpstream } from './roles.js'
import type { IdleTask } from './roles/idle-clients.js'
import { measureInTurns, median, renderTable, withSpread } from './statistics.js'

/** Kilobytes before and with the connections, and how many there were at the end. */
interface Held {
  readonly before: number
  readonly after: number
  readonly count: number
}

interface Starter {
  readonly name: string
  readonly start: () => Promise<Contender>
}

/** Memory of proxies whose clients have asked once and keep their connections. */
export async function measureIdle({ seconds, rounds }: Effort): Promise<string> {
  const sides = { legacy: (await startUpstream()).port, new: (await startUpstream()).port }
  const count = Math.min(10_000, fileLimit() - 1000)
  const starters = listStarters(sides)
  const held = await measureInTurns(starters, Math.min(3, rounds), async ({ start }) => {
    const contender = await start()
    try {
      await warmUp([contender], Math.min(3, seconds))
      return await hold(contender, count)
    } finally {
      await stopProcess(contender.process)
    }
  })
  return [
    `### Memory under ${count.toLocaleString('en')} idle connections`,
    '',
    'Resident memory of a fresh process after some load, and again once each client has had one answer and keeps its connection.',
    '',
    renderTable(
      ['proxy', 'MB before', 'MB with them', 'KB a connection', 'connections held'],
      [...held].map(([name, each]) => [
        name,
        (median(each.map(({ before }) => before)) / 1024).toFixed(0),
        (median(each.map(({ after }) => after)) / 1024).toFixed(0),
        withSpread(
          each.map(({ before, after, count }) => (after - before) / count),
          1,
        ),
        median(each.map(({ count }) => count)).toFixed(0),
      ]),
    ),
  ].join('\n')
}

function listStarters(sides: Sides): readonly Starter[] {
  return [
    { name: own, start: () => startOwn({ sides }) },
    ...engines.map(name => ({ name, start: () => startEngine(name, sides) })),
  ]
}

async function hold({ port, process }: Contender, count: number): Promise<Held> {
  const before = memoryOf(process)
  const clients = startRole({ role: 'idle-clients', task: { port, count } satisfies IdleTask })
  try {
    await nextMessage(clients, 30_000)
    await pause(2000)
    const after = memoryOf(process)
    clients.send('count')
    const { held } = await nextMessage<{ readonly held: number }>(clients)
    return { before, after, count: held }
  } finally {
    await stopProcess(clients)
  }
}

/** Files that a process may open; Node and the engines raise their own limit as far as that. */
function fileLimit(): number {
  const line = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
  return line?.[1] === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line?.[1])
}
