import type { Verdict } from '../boundaries/index.js'

/** What the process tells its caller; stable, documented in docs/commands.md. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  refused: 2,
  bug: 3,
  /** 128 + SIGINT, as shells count. */
  interrupted: 130,
  /** 128 + SIGTERM. */
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export const exitCodeOf = {
  pass: exitCodes.clean,
  fail: exitCodes.findings,
  untrusted: exitCodes.refused,
} as const satisfies Record<Verdict, ExitCode>
