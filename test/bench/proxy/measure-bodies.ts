import { applyLoad, type Round, steady, warmUp } from './apply-load.js'
import { engines, startEngine, startOwn } from './contenders.js'
import type { Effort } from './effort.js'
import { startUpstream } from './roles.js'
import { measureInTurns, median, renderTable, withSpread } from './statistics.js'

/** What a megabyte costs, down and up. */
export async function measureBodies({ seconds, rounds }: Effort): Promise<string> {
  const port = (await startUpstream({ kind: 'large' })).port
  const sides = { legacy: port, new: port }
  const contenders = [
    await startOwn({ sides }),
    ...(await Promise.all(engines.map(engine => startEngine(engine, sides)))),
  ]
  await warmUp(contenders, Math.min(3, seconds))
  const measure = (send: 'download' | 'upload') =>
    measureInTurns(contenders, rounds, each => applyLoad(each, { ...steady, connections: 8, send, seconds }))
  const [down, up] = [await measure('download'), await measure('upload')]
  return [
    '### Large bodies',
    '',
    'Bodies of 1 MB, 8 connections that send as fast as they are answered; 200 routes.',
    '',
    renderTable(
      ['proxy', 'µs CPU a MB down', 'MB/s down', 'µs CPU a MB up', 'MB/s up', 'failed'],
      [...down].map(([name, each]) => [
        name,
        ...renderCosts(each),
        ...renderCosts(up.get(name) ?? []),
        String([...each, ...(up.get(name) ?? [])].reduce((sum, { failed }) => sum + failed, 0)),
      ]),
    ),
  ].join('\n')
}

function renderCosts(rounds: readonly Round[]): readonly string[] {
  return [
    withSpread(
      rounds.map(({ cpu, megabytes }) => cpu / megabytes),
      0,
    ),
    median(rounds.map(({ megabytes, seconds }) => megabytes / seconds)).toFixed(0),
  ]
}
