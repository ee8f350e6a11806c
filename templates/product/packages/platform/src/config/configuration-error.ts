export interface ConfigurationProblem {
  /** Of the environment: `DATABASE_URL`. */
  readonly variable: string
  readonly problem: string
  readonly wayOut: string
}

/** Everything that is wrong with the environment at once. Values are never part of it. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(['The configuration is not complete:', ...problems.map(describe)].join('\n'))
    this.name = 'ConfigurationError'
  }
}

/** Runs all checks, and throws one error with everything that they found. */
export function checkTogether(checks: readonly (() => unknown)[]): void {
  const problems = checks.flatMap(check => {
    try {
      check()
      return []
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems
      throw error
    }
  })
  if (problems.length > 0) throw new ConfigurationError(problems)
}

function describe({ variable, problem, wayOut }: ConfigurationProblem): string {
  return `  ${variable}: ${problem}. ${wayOut}`
}
