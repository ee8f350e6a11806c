import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import type { WorkspacePackage } from '../../../src/facts/index.js'

/** Links the packages of the workspace as a package manager would, but installs nothing and builds nothing. */
export function linkWorkspace(root: string, packages: readonly WorkspacePackage[]): void {
  for (const { name, folder } of packages) {
    const link = path.join(root, 'node_modules', name)
    if (name === '' || folder === '' || existsSync(link)) continue
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(path.join(root, folder), link, 'junction')
  }
}
