import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { withSlashes } from '../../kernel/paths.js'
import { refuse } from '../../kernel/problem.js'

const name = 'strangler-proxy'

/**
 * Where the proxy stands, relative to the root: in the folder that was asked for, else beside the packages of a workspace,
 * else in the root. Throws a UserError for a folder that is not below the root.
 */
export function placePackage(root: string, wanted: string | null): string {
  if (wanted === null) return placeByWorkspace(root)
  const folder = withSlashes(path.relative(root, path.resolve(root, wanted)))
  if (folder === '' || folder.startsWith('..') || path.isAbsolute(folder)) {
    refuse('usage', `"${wanted}" is no folder below ${root}.`, `Name one: --package ${name}.`)
  }
  return folder
}

function placeByWorkspace(root: string): string {
  const folders = workspaceGlobs(root).flatMap(glob => {
    const [, folder] = /^(?:\.\/)?([\w@.-]+(?:\/[\w@.-]+)*)\/\*{1,2}\/?$/.exec(glob) ?? []
    return folder === undefined ? [] : [folder]
  })
  const first = ['packages', 'apps'].find(folder => folders.includes(folder)) ?? folders[0]
  return first === undefined ? name : `${first}/${name}`
}

/** As npm, Yarn and pnpm write them; what cannot be read counts as none. */
function workspaceGlobs(root: string): readonly string[] {
  const { workspaces } = readObject(root, 'package.json')
  const { packages } = readObject(root, 'pnpm-workspace.yaml')
  return [workspaces, asObject(workspaces).packages, packages]
    .flat()
    .filter((glob): glob is string => typeof glob === 'string')
}

/** JSON is YAML too. */
function readObject(root: string, file: string): Readonly<Record<string, unknown>> {
  const place = path.join(root, file)
  if (!existsSync(place)) return {}
  try {
    return asObject(parse(readFileSync(place, 'utf8')))
  } catch {
    return {}
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
