import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseConfig, type StranglerConfig } from '../../templates/proxy/src/index.js'
import { describeFileError } from '../kernel/file-error.js'
import { withSlashes } from '../kernel/paths.js'
import { refuse, UserError } from '../kernel/problem.js'

/** Where the config is looked for when nobody names one. */
export const stranglerConfigFile = 'strangler.config.json'

export interface StranglerConfigRequest {
  /** Absolute path. */
  readonly root: string
  /** Absolute path; null for `strangler.config.json` in the root. */
  readonly file: string | null
}

/** Reads the routes of a proxy. Throws a UserError with all that is wrong, each with its place. */
export function readStranglerConfig({ root, file }: StranglerConfigRequest): StranglerConfig {
  const absolute = file ?? path.join(root, stranglerConfigFile)
  const shown = withSlashes(path.relative(root, absolute))
  const parsed = parseConfig(readText(absolute, shown))
  if (parsed.kind === 'config') return parsed.config
  throw new UserError(
    parsed.problems.map(({ message, hint, line, column }) => ({
      code: 'config-invalid',
      message,
      hint,
      place: { file: shown, line, column },
    })),
  )
}

function readText(absolute: string, shown: string): string {
  try {
    return readFileSync(absolute, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return refuse(
        'config-missing',
        `There is no ${shown}.`,
        'Write one with an upstream and its routes, or name another with --config.',
      )
    }
    const { reason, hint } = describeFileError(error)
    return refuse('config-invalid', `${shown} cannot be read: ${reason}.`, hint, {
      file: shown,
      line: 1,
      column: 1,
    })
  }
}
