import { builtinModules } from 'node:module'
import type { Graph } from '../graph/graph.js'
import { compileGlobs } from '../kernel/globs.js'
import { compileNames } from './name-patterns.js'

/**
 * Modules, files or packages in the words of a config:
 * `module:billing`, `module:ui-*` (names or globs of modules), `file:src/db/**` (globs of files),
 * `npm:pg`, `npm:@aws-sdk/*`, `node:fs`, `node:*` (packages and builtins). Without a prefix it is what it names:
 * modules if there are such, else files, else packages in use.
 */
export interface Selector {
  readonly text: string
  readonly kind: 'module' | 'file' | 'package' | 'nothing'
  /** Whether anything there is meant; packages that are named as such need not be there to be banned. */
  readonly isKnown: boolean
  readonly matchesFile: (file: string) => boolean
  readonly matchesPackage: (name: string) => boolean
}

/** What selectors are read against. */
export interface SelectorScope {
  readonly graph: Graph
  /** Source files and whatever else is imported. */
  readonly files: readonly string[]
  /** Packages and builtins in use or named in a package.json. */
  readonly packages: readonly string[]
}

export function deriveScope(graph: Graph): SelectorScope {
  const files = new Set(graph.files.keys())
  const packages = new Set(graph.packages.flatMap(({ dependencies }) => dependencies))
  for (const { to, external } of graph.dependencies) {
    if (to !== null) (external ? packages : files).add(to)
  }
  return { graph, files: [...files].sort(), packages: [...packages].sort() }
}

export function parseSelector(text: string, scope: SelectorScope): Selector {
  const [, prefix, rest = text] = /^(module|file|npm):(.*)$/.exec(text) ?? []
  if (prefix === 'module') return selectModules(text, rest, scope)
  if (prefix === 'file') return selectFiles(text, rest, scope)
  if (prefix === 'npm' || text.startsWith('node:')) return selectPackages(text, rest, scope)
  const readings = [selectModules, selectFiles, selectPackages].map(select => select(text, text, scope))
  return readings.find(({ isKnown }) => isKnown) ?? { ...selectModules(text, text, scope), kind: 'nothing' }
}

function selectModules(text: string, pattern: string, { graph }: SelectorScope): Selector {
  const matches = compileNames([pattern])
  const names = new Set([...graph.modules.keys()].filter(matches))
  return {
    text,
    kind: 'module',
    isKnown: names.size > 0,
    matchesFile: file => names.has(graph.moduleOf(file)?.name ?? ''),
    matchesPackage: () => false,
  }
}

function selectFiles(text: string, pattern: string, { files }: SelectorScope): Selector {
  const matchesFile = compileGlobs([pattern])
  return { text, kind: 'file', isKnown: files.some(matchesFile), matchesFile, matchesPackage: () => false }
}

const builtins: ReadonlySet<string> = new Set(builtinModules)

/** A builtin stands for all below it: `node:fs` for `node:fs/promises`. A name without prefix must be in use. */
function selectPackages(text: string, pattern: string, { packages }: SelectorScope): Selector {
  const matches = compileNames([pattern])
  const matchesPackage = (name: string) =>
    matches(name) || (name.startsWith('node:') && matches(name.replace(/\/.*$/, '')))
  const isBuiltin = pattern.startsWith('node:')
  const exists = isBuiltin
    ? [...builtins].some(name => matchesPackage(`node:${name}`))
    : text !== pattern || packages.some(matchesPackage)
  return { text, kind: 'package', isKnown: exists, matchesFile: () => false, matchesPackage }
}
