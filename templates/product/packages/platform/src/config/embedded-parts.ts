import { ConfigurationError } from './configuration-error.js'

export interface EmbeddedPart {
  /** `PostgreSQL` */
  readonly name: string
  /** The variable that names the real one: `DATABASE_URL`. */
  readonly variable: string
  readonly embedded: boolean
}

/** What runs inside the process loses its data with the machine: fine on a desk, refused where NODE_ENV is `production`. */
export function refuseEmbeddedInProduction(
  nodeEnv: string | undefined,
  parts: readonly EmbeddedPart[],
): void {
  if (nodeEnv !== 'production') return
  const problems = parts
    .filter(({ embedded }) => embedded)
    .map(({ name, variable }) => ({
      variable,
      problem: `the embedded ${name} is for development and does not run in production`,
      wayOut: `Set ${variable} to a ${name} of your own`,
    }))
  if (problems.length > 0) throw new ConfigurationError(problems)
}
