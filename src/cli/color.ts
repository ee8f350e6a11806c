interface Surroundings {
  /** `--color` or `--no-color`, when given. */
  readonly flag: boolean | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly terminal: boolean
}

/** The flag first, then `NO_COLOR` and `FORCE_COLOR`, then whether the stream is a terminal that can. */
export function matchColor({ flag, env, terminal }: Surroundings): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  return terminal && env.TERM !== 'dumb'
}

export function colorFor(stream: 'stdout' | 'stderr', flag: boolean | undefined): boolean {
  return matchColor({ flag, env: process.env, terminal: process[stream].isTTY === true })
}
