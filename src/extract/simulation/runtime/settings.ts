import type { AnswerForm } from '../../contract/contract.js'
import type { Direction } from '../../seam/seam.js'
import type { Faults, Wire } from '../request.js'
import type { Round } from '../simulation.js'
import { builtin } from './builtin.js'

/** What the processes of the tests are told, in a file beside this one. */
export interface Settings {
  readonly round: Round
  /** Absolute, real path of the copy. */
  readonly root: string
  /** Folder for records, one file a process. */
  readonly records: string
  /** Files inside of the border, relative to the root. */
  readonly inside: readonly string[]
  readonly operations: Readonly<
    Record<string, { readonly direction: Direction; readonly answer: AnswerForm }>
  >
  readonly wire: Wire
  readonly faults: Faults | null
}

/** Beside this file rather than in the environment, which tests change. */
export const settingsName = 'settings.json'

export function readSettings(): Settings {
  const file = builtin('path').join(__dirname, settingsName)
  return JSON.parse(builtin('fs').readFileSync(file, 'utf8')) as Settings
}
