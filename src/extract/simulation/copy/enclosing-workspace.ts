import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The workspace around a package, whose settings and siblings it may lean on; the folder itself when there is none. */
export function enclosingWorkspace(root: string): string {
  let found = root
  for (let each = root; path.dirname(each) !== each; each = path.dirname(each)) {
    if (isWorkspace(each)) found = each
    if (existsSync(path.join(each, '.git'))) break
  }
  return found
}

function isWorkspace(folder: string): boolean {
  const markers = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json']
  if (markers.some(name => existsSync(path.join(folder, name)))) return true
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'workspaces' in manifest
  } catch {
    return false
  }
}
