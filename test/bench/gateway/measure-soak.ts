import { applyLoad } from '../proxy/apply-load.js'
import type { Contender } from '../proxy/contenders.js'
import { memoryOf } from '../proxy/processes.js'
import type { Script } from '../proxy/roles/load.js'
import { renderTable } from '../proxy/statistics.js'
import { renderFailures } from './render-failures.js'

export interface SoakEffort {
  /** Of connections that have brought the memory to where it stays. */
  readonly warmUp: number
  readonly seconds: number
}

const connections = 200
/** Seconds into the measured time. */
const looks = [5, 30, 60]

/** Whether many connections that ask for long make a process fail or grow. */
export async function measureSoak(
  contender: Contender,
  send: Script,
  { warmUp, seconds }: SoakEffort,
): Promise<string> {
  const load = { connections, rate: null, send }
  await applyLoad(contender, { ...load, leadIn: 0, seconds: warmUp })
  const memory: number[] = []
  const timer = setInterval(() => memory.push(memoryOf(contender.process) / 1024), 1000)
  const result = await applyLoad(contender, { ...load, leadIn: 0, seconds })
  clearInterval(timer)
  const { answered, p50, p99 } = result
  const megabytes = (second: number) => (memory[Math.min(second, memory.length) - 1] ?? Number.NaN).toFixed(0)
  return [
    `${connections} connections that read as fast as they are answered, for ${seconds} s after ${warmUp} s that do not count. The slope`,
    'is that of the line nearest to one look a second.',
    '',
    renderTable(
      [
        'requests a second',
        'failed',
        'p50 ms',
        'p99 ms',
        ...looks.map(look => `MB after ${look} s`),
        'slope, MB a minute',
      ],
      [
        [
          (answered / seconds).toFixed(0),
          renderFailures([result]),
          p50.toFixed(1),
          p99.toFixed(1),
          ...looks.map(megabytes),
          slopeOf(memory, 60).toFixed(1),
        ],
      ],
    ),
  ].join('\n')
}

/** Of the line with the least squares, over so many of the values. */
function slopeOf(values: readonly number[], times: number): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const rise = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0)
  const run = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
  return (rise / run) * times
}
