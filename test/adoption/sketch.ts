import type { Facts, FileProblem, SourceTree } from '../../src/facts/index.js'
import type { Dependency } from '../../src/kernel/dependency.js'
import { findModules } from '../../src/adoption/find-modules/find-modules.js'

export interface Sketch {
  readonly tree: SourceTree
  readonly facts: Facts
}

export interface SketchExtras {
  /** Workspace members: folder → package name. */
  readonly packages?: Readonly<Record<string, string>>
  /** Imports: `from` → files imported. */
  readonly imports?: Readonly<Record<string, readonly string[]>>
  readonly problems?: readonly FileProblem[]
}

/** A repository in memory: its files and the facts that matter for finding modules. */
export function sketch(
  files: Readonly<Record<string, string>> | readonly string[],
  extras: SketchExtras = {},
): Sketch {
  const contents = Array.isArray(files) ? Object.fromEntries(files.map(path => [path, ''])) : { ...files }
  const paths = Object.keys(contents).sort()
  const tree: SourceTree = {
    root: '/shop',
    onDisk: false,
    paths,
    read: path => {
      const text = contents[path]
      if (text === undefined) throw new Error(`ENOENT: ${path}`)
      return Buffer.from(text)
    },
    stamp: () => null,
    realFile: path => path,
    exists: path => paths.some(known => known === path || known.startsWith(`${path}/`)),
  }
  const facts: Facts = {
    root: '/shop',
    files: paths
      .filter(path => /\.[cm]?[jt]sx?$|\.vue$/.test(path))
      .map(path => ({
        path,
        test: /\.(test|spec)\.|(^|\/)tests?\//.test(path),
        generated: false,
        exports: [],
      })),
    dependencies: Object.entries(extras.imports ?? {}).flatMap(([from, targets]) =>
      targets.map(to => edge(from, to)),
    ),
    packages: Object.entries(extras.packages ?? {}).map(([folder, name]) => ({
      folder,
      name,
      dependencies: [],
      entries: [],
    })),
    tables: [],
    problems: extras.problems ?? [],
  }
  return { tree, facts }
}

function edge(from: string, to: string): Dependency {
  return {
    from,
    to,
    definedIn: to,
    specifier: to,
    form: 'import',
    kind: 'value',
    line: 1,
    column: 1,
    symbols: ['thing'],
    external: false,
  }
}

/** Module name → path, for assertions. */
export function modulePaths({ tree, facts }: Sketch): Readonly<Record<string, string>> {
  return Object.fromEntries(findModules(tree, facts).map(({ name, path }) => [name, path]))
}

/** Paths of some source files in a folder. */
export function filesIn(folder: string, count = 2): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${folder}/file${at}.ts`)
}

/** An import that leads nowhere. */
export function unresolved(file: string, specifier: string): FileProblem {
  return {
    code: 'import-unresolved',
    message: `${specifier} does not resolve.`,
    place: { file, line: 1, column: 1 },
    hint: '',
    file,
    waivable: 'unresolved',
    specifier,
  }
}
