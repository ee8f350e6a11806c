import { spawnSync } from 'node:child_process'

/** One run of a whole process. */
export interface Run {
  /** Wall time in milliseconds; infinite when it was stopped for taking too long. */
  readonly milliseconds: number
  /** CPU time in milliseconds, of all its threads and children; null when it was stopped. */
  readonly cpu: number | null
  /** Peak resident memory in MB; null when it was stopped. */
  readonly megabytes: number | null
  readonly status: number | null
}

export interface Job {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** Done before each run, outside of the measured time. */
  readonly before?: () => void
  /** Takes so long that it runs in the first round only. */
  readonly once?: boolean
  /** Exit codes that mean that the work was done. */
  readonly ok: readonly number[]
  /** What the output has to hold, where the exit code does not tell. */
  readonly proof?: RegExp
  /** Seconds after which it is stopped. Left out: 120. */
  readonly patience?: number
}

/** The exit code that tells that a run was stopped. */
const stopped = 124

/** Runs a job once; throws what it printed when it did not do its work. */
export function runJob({ name, command, cwd, before, ok, proof, patience = 120 }: Job): Run {
  before?.()
  const start = performance.now()
  const result = spawnSync(
    '/usr/bin/time',
    ['-f', 'peak %M cpu %U %S', 'timeout', String(patience), ...command],
    {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      env: { ...process.env, NO_COLOR: '1' },
    },
  )
  const milliseconds = performance.now() - start
  if (result.status === stopped)
    return { milliseconds: Number.POSITIVE_INFINITY, cpu: null, megabytes: null, status: null }
  if (result.error !== undefined) throw new Error(`${name}: ${result.error.message} (GNU time is needed)`)
  const isDone = ok.includes(result.status ?? -1) && (proof?.test(result.stdout) ?? true)
  if (!isDone) {
    throw new Error(
      `${name} ended with ${result.status}:\n${result.stdout.slice(-2000)}\n${result.stderr.slice(-2000)}`,
    )
  }
  const [, peak, user, system] = /peak (\d+) cpu ([\d.]+) ([\d.]+)/.exec(result.stderr) ?? []
  return {
    milliseconds,
    cpu: user === undefined ? null : (Number(user) + Number(system)) * 1000,
    megabytes: peak === undefined ? null : Number(peak) / 1024,
    status: result.status,
  }
}

/** Runs all jobs in turns, so that a slow spell of the machine hits each alike; medians of time, most of memory. */
export function measure(jobs: readonly Job[], rounds: number): ReadonlyMap<string, Run> {
  const runs = new Map<string, Run[]>(jobs.map(job => [job.name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const job of jobs) {
      const before = runs.get(job.name) ?? []
      const isHopeless = before.some(({ milliseconds }) => !Number.isFinite(milliseconds))
      if (round === 0 || (job.once !== true && !isHopeless)) before.push(runJob(job))
    }
  }
  return new Map([...runs].map(([name, list]) => [name, summarize(list)]))
}

function summarize(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.milliseconds - b.milliseconds)
  const median = sorted[Math.floor(sorted.length / 2)] as Run
  const peaks = runs.flatMap(({ megabytes }) => megabytes ?? [])
  return { ...median, megabytes: peaks.length === 0 ? null : Math.max(...peaks) }
}
