/** What the surroundings say; read once, so that nothing else looks at environment variables. */
export interface Environment {
  /** Whether a build server runs us: `CI` is set and not `false` or `0`. */
  readonly ci: boolean
  readonly githubActions: boolean
  /** File that GitHub shows as the summary of the step. */
  readonly stepSummary: string | null
  /** Whether somebody can answer: a terminal on both sides and no build server. */
  readonly interactive: boolean
  readonly stderrIsTerminal: boolean
}

export function readEnvironment(): Environment {
  const { env } = process
  const ci = isOn(env.CI)
  const terminals = process.stdin.isTTY === true && process.stderr.isTTY === true
  return {
    ci,
    githubActions: env.GITHUB_ACTIONS === 'true',
    stepSummary: env.GITHUB_STEP_SUMMARY || null,
    interactive: terminals && !ci && env.TERM !== 'dumb',
    stderrIsTerminal: process.stderr.isTTY === true,
  }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase())
}
