import path from 'node:path'
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
          ({ name, folder, entries }) =>
            isPackage(specifier, name) &&
            (folder === '' || to.startsWith(`${folder}/`)) &&
            (entries.includes(to) || isSourceOf(to, specifier.slice(name.length + 1))),
        ),
      ),
  },
  {
    name: '`file:` or `link:` dependency that is not installed; dependency-cruiser finds nothing',
    right: 'ours',
    comparable: false,
    explains: ({ side, from, ours, theirs }, { read }) =>
      side === 'ours' &&
      theirs.every(other => other.to === null) &&
      ours.every(({ specifier }) => {
        const manifest = findAbove(from, 'package.json', read)
        return ['file', 'link', 'portal'].some(protocol => manifest.includes(`"${specifier}": "${protocol}:`))
      }),
  },
  {
    name: 'name that a framework gives to a folder; dependency-cruiser finds nothing',
    right: 'ours',
    comparable: false,
    explains: ({ side, from, to, ours, theirs }, { read }) =>
      side === 'ours' &&
      theirs.every(other => other.to === null) &&
      /"(?:nuxt|@sveltejs\/kit)":/.test(findAbove(from, 'package.json', read)) &&
      ours.every(({ specifier }) => {
        const [, rest] = /^(?:\$lib|~~?|@@?|#shared)\/(.+)$/.exec(specifier) ?? []
        return rest !== undefined && isSourceOf(to, rest)
      }),
  },
  {
    name: 'import inside `declare module`; dependency-cruiser looks at the top level only',
    right: 'ours',
    comparable: false,
    explains: ({ side, ours, theirs }, { read }) =>
      side === 'ours' && theirs.length === 0 && ours.every(({ from, line }) => isDeclared(read(from), line)),
  },
  {
    name: 'import type inside the type arguments of another one; dependency-cruiser stops at the outer one',
    right: 'ours',
    comparable: true,
    explains: ({ side, ours, theirs }, { read }) =>
      side === 'ours' &&
      theirs.length === 0 &&
      ours.every(({ from, line, column }) => {
        const before = read(from)
          .split('\n')
          [line - 1]?.slice(0, column - 1)
        return /\bimport\(.*\)[\w.]*<[^>]*$/.test(before ?? '')
      }),
  },
  {
    name: 'a script and the declarations beside it: one module, two files',
    right: 'both',
    comparable: false,
    explains: ({ ours, theirs, to }) => {
      const others = [...ours, ...theirs].map(other => other.to ?? '')
      return others.length > 1 && others.every(other => stem(other) === stem(to))
    },
  },
  {
    name: 'package whose `main` and `types` lead to different sources, neither of them built',
    right: 'both',
    comparable: true,
    explains: ({ ours, theirs }, { facts }) =>
      ours.length > 0 &&
      theirs.length > 0 &&
      ours.every(({ specifier, to }) =>
        facts.packages.some(
          ({ name, folder }) =>
            specifier === name &&
            [to, ...theirs.map(other => other.to)].every(one => one?.startsWith(`${folder}/`)),
        ),
      ),
  },
  {
    name: 'alias of a tsconfig that names the `.js` of a TypeScript source; TypeScript takes the source',
    right: 'ours',
    comparable: true,
    explains: ({ side, from, to, ours, theirs }, { read }) =>
      side === 'ours' &&
      theirs.length > 0 &&
      theirs.every(other => other.to === null) &&
      ours.every(({ specifier }) => isScriptAlias(findAbove(from, 'tsconfig.json', read), specifier, to)),
  },
  { name: 'unexplained', right: 'unknown', comparable: true, explains: () => true },
]

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`)
}

/** Whether a line stands inside the braces of a `declare module` that opens above it. */
function isDeclared(text: string, line: number): boolean {
  const above = text.split('\n').slice(0, line - 1)
  const opening = above.findLastIndex(one => /^declare (module|global|namespace)\b/.test(one))
  return opening !== -1 && !above.slice(opening + 1).some(one => one.startsWith('}'))
}

/** Whether a file bears the path that a subpath names, at least below its first folder, which builds rename. */
function isSourceOf(file: string, subpath: string): boolean {
  const [first = '', ...below] = stem(subpath).split(/\/+/)
  const names = [[first, ...below].join('/'), below.join('/')].filter(name => name !== '')
  return names.some(name => [name, `${name}/index`].some(end => `/${stem(file)}`.endsWith(`/${end}`)))
}

function isScriptAlias(compilerConfig: string, alias: string, to: string): boolean {
  const script = path.posix.basename(to).replace(/\.tsx?$/, '.js')
  return compilerConfig.includes(`"${alias}"`) && compilerConfig.includes(`/${script}"`)
}

/** The text of the nearest file of that name at or above a file; empty when there is none. */
function findAbove(file: string, name: string, read: Surroundings['read']): string {
  const folder = path.posix.dirname(file)
  try {
    return read(path.posix.join(folder, name))
  } catch {
    return folder === '.' ? '' : findAbove(folder, name, read)
  }
}

/** `client/index.d.ts` and `client/index.js` → `client/index`. */
function stem(path: string): string {
  return path.replace(/(\.d)?\.[cm]?[jt]sx?$/, '')
}

function isInside(path: string): boolean {
  return !path.includes('node_modules/') && !path.startsWith('../')
}
