import type { Form } from '../../../src/index.js'
import type { Surroundings } from './classify.js'
import type { Difference } from './compare.js'

/** Why one side has a pair of files that the other has not; checked on each difference, not assumed. */
export interface DifferenceClass {
  readonly name: string
  /** Who says what happens when the code is compiled and run as its authors do. */
  readonly right: 'ours' | 'theirs' | 'both' | 'unknown'
  /** Whether both tools had the means to see the pair: only these count against the agreement. */
  readonly comparable: boolean
  readonly explains: (difference: Difference, surroundings: Surroundings) => boolean
}

const unseenForms: ReadonlySet<Form> = new Set([
  'vi-mock',
  'jest-mock',
  'new-url',
  'worker-url',
  'import-meta-glob',
  'import-meta-resolve',
  'require-resolve',
  'create-require',
  'dynamic-pattern',
])

export const differenceClasses: readonly DifferenceClass[] = [
  {
    name: 'file that dependency-cruiser failed to read',
    right: 'ours',
    comparable: false,
    explains: ({ side, cruised }) => side === 'ours' && !cruised,
  },
  {
    name: 'form that dependency-cruiser does not look at',
    right: 'ours',
    comparable: false,
    explains: ({ side, ours, theirs }) =>
      side === 'ours' && theirs.length === 0 && ours.every(({ form }) => unseenForms.has(form)),
  },
  {
    name: 'workspace package whose entry is not built; dependency-cruiser finds nothing',
    right: 'ours',
    comparable: false,
    explains: ({ side, to, ours, theirs }, { facts }) =>
      side === 'ours' &&
      theirs.length > 0 &&
      theirs.every(other => other.to === null || !isInside(other.to)) &&
      ours.every(({ specifier }) =>
        facts.packages.some(
          ({ name, folder }) => isPackage(specifier, name) && (folder === '' || to.startsWith(`${folder}/`)),
        ),
      ),
  },
  { name: 'unexplained', right: 'unknown', comparable: true, explains: () => true },
]

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`)
}

function isInside(path: string): boolean {
  return !path.includes('node_modules/') && !path.startsWith('../')
}
