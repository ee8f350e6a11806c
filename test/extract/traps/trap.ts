/** Parts of the report, as its JSON names them; a closed list of ours, so that an expectation cannot name what is not there. */
export const sections = [
  'refusals',
  'treatments',
  'crossings',
  'operations',
  'asynchrony',
  'repeated',
  'inversions',
  'losses',
  'errors',
  'contract',
  'transactions',
  'ties',
  'tables',
  'lifecycles',
  'entry-points',
  'unfollowed',
  'process-wide',
  'problems',
] as const
export type Section = (typeof sections)[number]

/** Code at a border that would silently change or break, and what an architect has to be told of it. */
export interface Trap {
  /** What would happen. */
  readonly name: string
  /** By path in a project of its own. A line with the mark is one of those at which the trap may be told. */
  readonly files: Readonly<Record<string, string>>
  /** Folder of the module that leaves; that of the first file unless told otherwise. */
  readonly module?: string
  /** Any one of these sections is enough; the words have to be told at a marked line. */
  readonly told: { readonly in: readonly Section[]; readonly says: RegExp }
}

/** Code that looks like a trap and is none: nothing may be said against it. */
export type LookAlike = Pick<Trap, 'name' | 'files' | 'module'>

export const mark = '/*!*/'
