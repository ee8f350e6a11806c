import type { Config } from '../kernel/config.js'
import { noAnswers } from './adoption.js'
import { configFile, proposeConfig } from './propose/propose-config.js'
import { readBack } from './read-back.js'
import { renderConfig } from './render-config.js'
import type { Survey } from './survey.js'

/** The config that `init --yes` would write; nothing is written. `today` is an ISO date. */
export function deriveConfig(survey: Survey, today: string): Config {
  const { config } = proposeConfig(survey, noAnswers, today)
  return readBack(configFile, renderConfig(config, false))
}
