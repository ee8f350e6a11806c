/** Test runners whose results can be read test by test; `other`: the command's exit code is all that is known. */
export const runners = ['jest', 'vitest', 'mocha', 'node', 'other'] as const
export type RunnerName = (typeof runners)[number]

/** A test command that was found. */
export interface TestCommand {
  readonly runner: RunnerName
  /** Text for a shell. */
  readonly text: string
  /** Folder of the package, relative to the root. */
  readonly folder: string
}
