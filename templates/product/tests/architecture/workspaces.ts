import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@shop/platform/testing'

export { root }

/** A package of this repository. */
export interface Workspace {
  readonly name: string
  /** From the root: `modules/users`. */
  readonly folder: string
  readonly dependencies: readonly string[]
  readonly devDependencies: readonly string[]
}

interface PackageJson {
  readonly name?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Those in the folders of a group, as `modules`. */
export function readWorkspaces(group: string): readonly Workspace[] {
  if (!existsSync(join(root, group))) return []
  return readdirSync(join(root, group))
    .map(name => `${group}/${name}`)
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map(readWorkspace)
}

export function readWorkspace(folder: string): Workspace {
  const json = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as PackageJson
  return {
    name: json.name ?? folder,
    folder,
    dependencies: Object.keys(json.dependencies ?? {}),
    devDependencies: Object.keys(json.devDependencies ?? {}),
  }
}

/** From the root, those that end like this. */
export function findFiles(folder: string, ending: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => file.endsWith(ending) && !/\/(node_modules|dist)\//.test(file))
    .sort()
}

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
