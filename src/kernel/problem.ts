import type { Place } from './finding.js'

/**
 * Why a request cannot be done or a result cannot be trusted. A closed catalogue: code → title.
 * Problems end in exit code 2 and can never be put into a baseline.
 */
export const problemTitles = {
  usage: 'Wrong usage',
  'config-missing': 'No configuration',
  'config-invalid': 'Invalid configuration',
  'config-exists': 'A configuration exists already',
  'root-missing': 'No such folder',
  'no-files': 'No source files',
  'no-modules': 'No modules',
  'file-unreadable': 'Unreadable file',
  'file-unparsed': 'Syntax error',
  'file-encoding': 'Not valid UTF-8',
  'file-case': 'Paths that differ only in case',
  'import-unresolved': 'Unresolved import',
  'module-empty': 'Module pattern matches nothing',
  'module-overlap': 'File claimed by two modules',
  'module-unknown': 'Unknown module',
  'rule-unknown': 'Unknown rule',
  'rule-empty': 'Rule matches nothing',
  'rule-silent': 'Rule cannot fire',
  'rule-crashed': 'Own rule failed',
  'baseline-invalid': 'Baseline cannot be read',
  'baseline-newer': 'Baseline of a newer version',
  'git-missing': 'Not a git repository',
  'git-ref': 'Unknown git revision',
  'git-shallow': 'Shallow clone',
  'git-failed': 'git cannot answer',
  'not-found': 'Not found',
  'lock-invalid': 'Record of what was generated cannot be read',
  'package-edited': 'Generated package was edited',
  'write-failed': 'Cannot write',
  interrupted: 'Interrupted',
} as const
export type ProblemCode = keyof typeof problemTitles

export interface Problem {
  readonly code: ProblemCode
  /** One sentence: what is wrong, with names. */
  readonly message: string
  /** Where; null where no file is to blame. */
  readonly place: Place | null
  /** The way out, as an instruction. */
  readonly hint: string
}

/** Thrown when what was asked cannot be done; carries all problems found, not just the first. */
export class UserError extends Error {
  override readonly name = 'UserError'

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(problem => problem.message).join('\n'))
  }
}

/** Throws one problem. */
export function refuse(code: ProblemCode, message: string, hint: string, place: Place | null = null): never {
  throw new UserError([{ code, message, hint, place }])
}
