import type { Config } from '../config.js'
import { refuse } from '../problem.js'

/** A schema of the subset that `validateValue` knows; the rules describe their options with it. */
export type OptionSchemaLike = Readonly<Record<string, unknown>>

export interface ConfigRequest {
  /** Absolute path of the root. */
  readonly root: string
  /** Config file, absolute or relative to the root; null to look for one in the root. */
  readonly file: string | null
  /** Rule name → schema of its options, without the shared `kinds` and `facades`. */
  readonly ruleOptions: Readonly<Record<string, OptionSchemaLike>>
}

/** Reads, validates and completes the config. Throws a UserError with everything that is wrong with it. */
export async function loadConfig(request: ConfigRequest): Promise<Config> {
  return refuse('config-missing', `There is no config in ${request.root}.`, 'Run `banyan init`.')
}
