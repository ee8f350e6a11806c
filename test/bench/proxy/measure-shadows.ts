import { connect } from 'node:net'
import { applyLoad, type Round, steady, warmUp } from './apply-load.js'
import { manyRoutes, type OwnContender, startOwn } from './contenders.js'
import type { Effort } from './effort.js'
import { freePort, pause } from './processes.js'
import { startUpstream } from './roles.js'
import { measureInTurns, median, renderTable, withSpread } from './statistics.js'

const none = 'no shadow'
const again = 'no shadow, again'

/** Whether a shadow moves its clients: the tail of their latencies while copies go to healthy, dead and slow systems. */
export async function measureShadows({ seconds, rounds }: Effort): Promise<string> {
  const contenders = await startAll()
  await warmUp(contenders, Math.min(3, seconds))
  const before = await Promise.all(contenders.map(readCopies))
  // A tail is a matter of few requests: it takes twice the rounds.
  const measured = await measureInTurns(contenders, rounds * 2, each =>
    applyLoad(each, { ...steady, connections: 64, rate: 500, seconds }),
  )
  const after = await Promise.all(contenders.map(readCopies))
  return [
    '### A shadow that is dead or slow',
    '',
    'Latencies of clients at 500 requests a second, counted from when a request was due, with 200 routes whose requests are all',
    'copied to a second system. Change of p99 is against `no shadow` in the same round; `no shadow, again` is another process that',
    'does the same, so its row is the noise.',
    '',
    renderTable(
      ['shadow', 'p50 ms', 'p99 ms', 'change of p99, %', 'failed', 'copies'],
      [...measured].map(([name, each], at) => [
        name,
        withSpread(
          each.map(({ p50 }) => p50),
          2,
        ),
        withSpread(
          each.map(({ p99 }) => p99),
          2,
        ),
        name === none ? '' : withSpread(changes(measured, name), 1),
        String(each.reduce((sum, { failed }) => sum + failed, 0)),
        renderCopies(before[at], after[at]),
      ]),
    ),
    '',
    judge(measured),
  ].join('\n')
}

type Rounds = ReadonlyMap<string, readonly Round[]>

/** Per cent, round by round. */
function changes(rounds: Rounds, name: string): readonly number[] {
  const base = rounds.get(none) ?? []
  return (rounds.get(name) ?? []).map(({ p99 }, at) => (p99 / (base[at]?.p99 ?? Number.NaN) - 1) * 100)
}

/** Our own bar. */
function judge(rounds: Rounds): string {
  const broken = [...rounds.keys()].filter(name => name.startsWith('dead') || name.startsWith('5 s'))
  const isOver = broken.filter(name => median(changes(rounds, name)) > 5)
  const noise = `two equal ones differ by ${median(changes(rounds, again)).toFixed(1)} %`
  return `Bar: a dead or slow shadow adds at most 5 % to p99 (${isOver.length === 0 ? 'kept' : `missed: ${isOver.join('; ')}`}; ${noise}).`
}

async function startAll(): Promise<readonly OwnContender[]> {
  const [legacy, healthy, slow] = [
    await startUpstream(),
    await startUpstream(),
    await startUpstream({ delay: 5000 }),
  ]
  const start = (name: string, target: number, mode: 'legacy' | 'shadow') =>
    startOwn({
      name,
      sides: { legacy: legacy.port, new: target },
      config: { routes: manyRoutes.map(route => ({ ...route, mode, share: undefined })) },
    })
  return [
    await start(none, healthy.port, 'legacy'),
    await start(again, healthy.port, 'legacy'),
    await start('healthy', healthy.port, 'shadow'),
    await start('dead: connections refused', await freePort(), 'shadow'),
    await start('dead: black hole', await openBlackHole(), 'shadow'),
    await start('5 s slow', slow.port, 'shadow'),
  ]
}

/** A listener that is stopped and has no room: what it let in waits for an answer, further connections for being let in. */
async function openBlackHole(): Promise<number> {
  const { process, port } = await startUpstream({ backlog: 1 })
  process.kill('SIGSTOP')
  for (let at = 0; at < 4; at++)
    connect(port, '127.0.0.1')
      .on('error', () => {})
      .unref()
  await pause(100)
  return port
}

type Copies = Readonly<Record<string, number>>

/** What became of the copies so far, over all routes. */
async function readCopies({ adminPort }: OwnContender): Promise<Copies> {
  const answer = await fetch(`http://127.0.0.1:${adminPort}/status`, {
    headers: { authorization: 'Bearer bench' },
  })
  const { routes } = (await answer.json()) as Status
  const copies: Record<string, number> = {}
  for (const { sent, answered, dropped } of routes.map(route => route.copies.new)) {
    for (const [what, count] of Object.entries({ sent, answered, ...dropped })) {
      copies[what] = (copies[what] ?? 0) + count
    }
  }
  return copies
}

interface Status {
  readonly routes: readonly {
    readonly copies: {
      readonly new: { readonly sent: number; readonly answered: number; readonly dropped: Copies }
    }
  }[]
}

/** What happened since the warm-up. */
function renderCopies(before: Copies = {}, after: Copies = {}): string {
  return Object.entries(after)
    .map(([what, count]) => ({ what, count: count - (before[what] ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ what, count }) => `${count} ${what}`)
    .join(', ')
}
