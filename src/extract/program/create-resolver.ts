import path from 'node:path'
import { ts } from 'ts-morph'
import type { Graph } from '../../graph/index.js'
import { placeOfStandIn, type StandIns } from './stand-ins.js'

/** Where the imports of a file lead, in their order. */
export type Resolver = (
  specifiers: readonly ts.StringLiteralLike[],
  file: string,
) => readonly ts.ResolvedModuleWithFailedLookupLocations[]

interface Resolving {
  readonly graph: Graph
  readonly standIns: StandIns
  readonly host: ts.ModuleResolutionHost
  readonly options: ts.CompilerOptions
}

/** Leads imports where our graph says; packages are looked for in `node_modules` as the compiler does. */
export function createResolver({ graph, standIns, host, options }: Resolving): Resolver {
  const { root, dependencies } = graph
  const targets = new Map<string, string>()
  for (const { from, specifier, to, external } of dependencies)
    if (!external && to !== null) targets.set(`${from}\0${specifier}`, path.join(root, to))
  const cache = ts.createModuleResolutionCache(root, name => name, options)
  return (specifiers, file) => {
    const from = path.relative(root, file).split(path.sep).join('/')
    return specifiers.map(({ text }) => {
      const standIn = placeOfStandIn(root, text)
      const target = standIns.has(standIn) ? standIn : targets.get(`${from}\0${text}`)
      if (target === undefined) return ts.resolveModuleName(text, file, options, host, cache)
      const resolvedModule = { resolvedFileName: target, extension: extensionOf(target) }
      return { resolvedModule: isReadable(target) ? resolvedModule : undefined }
    })
  }
}

const extensions = [
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.json',
]

function isReadable(file: string): boolean {
  return extensions.some(extension => file.endsWith(extension))
}

function extensionOf(file: string): string {
  return extensions.find(extension => file.endsWith(extension)) ?? ''
}
