import path from 'node:path'
import { ts, type ResolutionHostFactory } from 'ts-morph'
import type { Graph } from '../../graph/index.js'

/** Leads imports where our graph says; packages are looked for in `node_modules` as the compiler does. */
export function createResolver({ root, dependencies }: Graph): ResolutionHostFactory {
  const targets = new Map<string, string>()
  for (const { from, specifier, to, external } of dependencies)
    if (!external && to !== null) targets.set(`${from}\0${specifier}`, path.join(root, to))
  return (host, getOptions) => {
    const cache = ts.createModuleResolutionCache(root, name => name)
    const resolvePackage = (specifier: string, file: string) =>
      ts.resolveModuleName(specifier, file, getOptions(), host, cache).resolvedModule
    return {
      resolveModuleNames: (specifiers, file) => {
        const from = path.relative(root, file).split(path.sep).join('/')
        return specifiers.map(specifier => {
          const target = targets.get(`${from}\0${specifier}`)
          if (target === undefined) return resolvePackage(specifier, file)
          return isReadable(target) ? { resolvedFileName: target, extension: extensionOf(target) } : undefined
        })
      },
    }
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
