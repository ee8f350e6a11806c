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

function describe({ variable, problem, wayOut }: ConfigurationProblem): string {
  return `  ${variable}: ${problem}. ${wayOut}`
}
