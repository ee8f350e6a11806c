import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import typescript from 'typescript'

/** The files that one tsconfig.json is nearest to. */
export interface CompilerGroup {
  /** Folder of that tsconfig.json, relative to the root; empty for the root, which needs none. */
  readonly folder: string
  readonly files: readonly string[]
}

export function groupByCompilerConfig(root: string, files: readonly string[]): readonly CompilerGroup[] {
  const groups = new Map<string, string[]>()
  for (const file of files) {
    const folder = nearestFolder(root, path.posix.dirname(file))
    groups.set(folder, [...(groups.get(folder) ?? []), file])
  }
  return [...groups].map(([folder, members]) => ({ folder, files: members }))
}

function nearestFolder(root: string, folder: string): string {
  if (folder === '.') return ''
  return existsSync(path.join(root, folder, 'tsconfig.json'))
    ? folder
    : nearestFolder(root, path.posix.dirname(folder))
}

/**
 * Writes the part of a tsconfig that decides on resolution, with everything it extends, into a file beside it: configs
 * that extend packages which are not installed could not be read otherwise. Aliases are looked for from a `baseUrl`
 * that always stands there, since dependency-cruiser takes them from the current folder when there is none; a folder
 * that does not exist keeps bare names from being found by it.
 */
export function writeFlatConfig(root: string, folder: string): string {
  const absolute = path.join(root, folder)
  const own = path.join(absolute, 'tsconfig.json')
  const { config } = existsSync(own) ? typescript.readConfigFile(own, read) : { config: {} }
  const { options } = typescript.parseJsonConfigFileContent(config ?? {}, typescript.sys, absolute, {}, own)
  const { baseUrl, paths = {}, pathsBasePath = absolute } = options
  const base = baseUrl ?? path.join(absolute, '.nowhere')
  const targetsFrom = baseUrl ?? String(pathsBasePath)
  const relative = Object.entries(paths).map(([alias, targets]) => [
    alias,
    targets.map(target => path.relative(base, path.resolve(targetsFrom, target)) || '.'),
  ])
  const compilerOptions = {
    baseUrl: path.relative(absolute, base) || '.',
    paths: Object.fromEntries(relative),
    jsx: 'preserve',
    experimentalDecorators: true,
  }
  const name = path.join(folder, 'tsconfig.flat.json')
  writeFileSync(path.join(root, name), JSON.stringify({ compilerOptions, files: ['none.ts'] }))
  return name
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}
