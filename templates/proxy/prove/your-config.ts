import { readFileSync } from 'node:fs'
import { findConfigFile } from '../src/config/find-config-file.js'
import { parseConfig, type StranglerConfig } from '../src/index.js'

export interface YourConfig {
  readonly file: string
  readonly text: string
  readonly config: StranglerConfig
}

/** The config that is to be proved: the one that STRANGLER_CONFIG names, else the nearest. Throws with all that is wrong with it. */
export function readYourConfig(): YourConfig {
  const file = process.env.STRANGLER_CONFIG ?? findConfigFile(process.cwd())
  if (file === null)
    throw new Error('There is no strangler.config.json here or above; STRANGLER_CONFIG can name one.')
  const text = readFileSync(file, 'utf8')
  const parsed = parseConfig(text)
  if (parsed.kind === 'config') return { file, text, config: parsed.config }
  const problems = parsed.problems.map(
    ({ line, column, message, hint }) => `${file}:${line}:${column} ${message} ${hint}`,
  )
  throw new Error(problems.join('\n'))
}
