import { rules } from '../boundaries/index.js'
import { completeConfig } from '../kernel/config/complete-config.js'
import { composeConfigSchema } from '../kernel/config/compose-schema.js'
import type { ConfigInput } from '../kernel/config/config-input.js'
import { findContradictions } from '../kernel/config/find-contradictions.js'
import { locate } from '../kernel/config/place-tree.js'
import { readJson } from '../kernel/config/read-json.js'
import { validateValue } from '../kernel/config/validate-value.js'
import type { Config } from '../kernel/config.js'

/** Reads a rendered config as `check` will. Throws when it is not valid: that is a bug, nobody wrote it by hand. */
export function readBack(file: string, text: string): Config {
  const read = readJson(file, text)
  const options = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.options]))
  const faults = [
    ...read.syntax,
    ...read.duplicates,
    ...validateValue(composeConfigSchema(options), read.value),
    ...findContradictions(read.value),
  ]
  if (faults.length > 0) {
    throw new Error(`init made an invalid config: ${faults.map(({ message }) => message).join(' ')}\n${text}`)
  }
  const config = { file, text, places: read.places }
  return completeConfig(read.value as ConfigInput, { file, locate: path => locate(config, path) })
}
