import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../config.js'
import type { Place } from '../finding.js'
import { describeFileError } from '../file-error.js'
import { loadScript } from '../load-script.js'
import { withSlashes } from '../paths.js'
import { type Problem, refuse, UserError } from '../problem.js'
import { completeConfig } from './complete-config.js'
import { composeConfigSchema } from './compose-schema.js'
import type { ConfigInput } from './config-input.js'
import type { Contradiction } from './contradiction.js'
import { decodeText } from './decode-text.js'
import { findConfigFile } from './find-config-file.js'
import { findContradictions } from './find-contradictions.js'
import { findScriptPlaces } from './find-script-places.js'
import { type ConfigText, locate } from './place-tree.js'
import { type ReadValue, readJson } from './read-json.js'
import type { OptionSchemaLike } from './schema.js'
import type { SchemaIssue } from './schema-issue.js'
import { validateValue } from './validate-value.js'

export interface ConfigRequest {
  /** Absolute path of the root. */
  readonly root: string
  /** Config file, absolute or relative to the root; null to look for one in the root. */
  readonly file: string | null
  /** Rule name → schema of its options, without the shared `kinds` and `facades`. */
  readonly ruleOptions: Readonly<Record<string, OptionSchemaLike>>
}

/**
 * Reads, validates and completes the config. Throws a UserError with everything that is wrong with it, in the
 * order of the file; syntax errors hide the rest, because what follows them would be guessed.
 */
export async function loadConfig({ root, file, ruleOptions }: ConfigRequest): Promise<Config> {
  const found = findConfigFile(root, file)
  const text = readText(root, found)
  if (text.trim() === '')
    refuse(
      'config-invalid',
      `${found} is empty.`,
      'Delete it and run `banyan init` to write one.',
      startOf(found),
    )
  const read = /\.jsonc?$/.test(found) ? readJson(found, text) : await readScript(root, found, text)
  if (read.syntax.length > 0) throw new UserError(read.syntax)
  const config: ConfigText = { file: found, text, places: read.places }
  const problems = [
    ...read.duplicates,
    ...validateValue(composeConfigSchema(ruleOptions), read.value).map(issue => toProblem(config, issue)),
    ...findContradictions(read.value).map(contradiction => toProblem(config, contradiction)),
  ]
  if (problems.length > 0) throw new UserError(problems.sort(byPlace))
  return completeConfig(read.value as ConfigInput, { file: found, locate: where => locate(config, where) })
}

function readText(root: string, file: string): string {
  try {
    return decodeText(readFileSync(path.join(root, file)), file)
  } catch (error) {
    const { reason, hint } = describeFileError(error)
    return refuse('config-invalid', `${file} cannot be read: ${reason}.`, hint, startOf(file))
  }
}

function startOf(file: string): Place {
  return { file, line: 1, column: 1 }
}

async function readScript(root: string, file: string, text: string): Promise<ReadValue> {
  if (!/\.[cm]?[jt]s$/.test(file))
    refuse('config-invalid', `${file} is not a config.`, 'Name a .json, .jsonc, .ts, .mts, .mjs or .js file.')
  const script = await loadScript(path.join(root, file))
  if (script.ok) return { value: script.value, places: findScriptPlaces(text), syntax: [], duplicates: [] }
  const hint = 'Correct the file: its default export is the config.'
  return refuse('config-invalid', `${file} cannot be loaded: ${script.message}`, hint, {
    file: withSlashes(path.relative(root, script.file)),
    line: script.line,
    column: script.column,
  })
}

function toProblem(config: ConfigText, fault: SchemaIssue | Contradiction): Problem {
  const place = locate(config, fault.path, fault.at)
  const { message, hint } = fault
  if ('code' in fault) return { code: fault.code, message, hint, place }
  const [section, rule] = fault.path
  if (section === 'rules' && fault.path.length === 2 && fault.keyword === 'additionalProperties')
    return { code: 'rule-unknown', message: `There is no rule "${rule}".`, hint, place }
  return { code: 'config-invalid', message, hint, place }
}

function byPlace(left: Problem, right: Problem): number {
  const [one, other] = [left.place, right.place]
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0)
}
