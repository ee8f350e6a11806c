export interface HealthCheck {
  /** `database` */
  readonly name: string
  /** Rejects where the part cannot be used. */
  readonly check: (signal: AbortSignal) => Promise<unknown>
  /** Milliseconds; one second unless told otherwise. */
  readonly timeout?: number
}

export interface CheckResult {
  readonly name: string
  readonly ok: boolean
  readonly ms: number
  /** Why not. */
  readonly reason?: string
}

export interface Readiness {
  readonly ready: boolean
  readonly state: 'running' | 'starting' | 'stopping'
  readonly checks: readonly CheckResult[]
}

export interface Health {
  readonly readiness: () => Promise<Readiness>
  /** Start-up is over: from now on the checks alone decide. */
  readonly started: () => void
  /** The first step of a shutdown: not ready any more, whatever the checks say, so that no new requests come. */
  readonly stopping: () => void
}

/** Ready is who has started, is not stopping, and passes all checks. */
export function createHealth(checks: readonly HealthCheck[]): Health {
  let state: Readiness['state'] = 'starting'
  return {
    readiness: async () => {
      const results = await Promise.all(checks.map(runCheck))
      return { ready: state === 'running' && results.every(({ ok }) => ok), state, checks: results }
    },
    started: () => {
      if (state === 'starting') state = 'running'
    },
    stopping: () => {
      state = 'stopping'
    },
  }
}

async function runCheck({ name, check, timeout = 1_000 }: HealthCheck): Promise<CheckResult> {
  const began = Date.now()
  const controller = new AbortController()
  const reason = await new Promise<string | null>(resolve => {
    const timer = setTimeout(() => {
      controller.abort()
      resolve(`no answer within ${timeout} ms`)
    }, timeout)
    Promise.resolve()
      .then(() => check(controller.signal))
      .then(
        () => resolve(null),
        error => resolve(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => clearTimeout(timer))
  })
  return { name, ok: reason === null, ms: Date.now() - began, ...(reason === null ? {} : { reason }) }
}
