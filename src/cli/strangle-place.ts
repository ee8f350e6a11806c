import path from 'node:path'
import type { StranglerConfigRequest } from '../strangle/index.js'

/** Where the config of a proxy is: paths on a command line count from the current folder. */
export function locateStrangler(flags: {
  readonly root?: string
  readonly config?: string
}): StranglerConfigRequest {
  return {
    root: path.resolve(flags.root ?? '.'),
    file: flags.config === undefined ? null : path.resolve(flags.config),
  }
}
