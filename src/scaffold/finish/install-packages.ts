import type { PackageManager } from '../answers.js'
import { isOffline } from './offline.js'
import { runTool } from './run-tool.js'

export type Installation =
  | { readonly kind: 'installed' }
  | { readonly kind: 'failed'; readonly isOffline: boolean; readonly told: string }

const commands: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ['install', '--no-audit', '--no-fund', '--no-progress'],
  pnpm: ['install', '--reporter=append-only'],
  yarn: ['install'],
}

/** As it is run by hand. */
export function installCommand(manager: PackageManager): string {
  return `${manager} install`
}

export interface InstallRequest {
  readonly root: string
  readonly manager: PackageManager
  /** False takes what the cache has: npm asks a registry that is away again for each package, for minutes. */
  readonly isOnline: boolean
}

export async function installPackages({ root, manager, isOnline }: InstallRequest): Promise<Installation> {
  // Yarn has registries of its own, and gives up soon.
  const offline = isOnline || manager === 'yarn' ? [] : ['--offline']
  const args = [...commands[manager], ...offline]
  const { code, told } = await runTool({ command: manager, args, cwd: root })
  if (code === 0) return { kind: 'installed' }
  return {
    kind: 'failed',
    isOffline: isOffline(told),
    told: told.trim().split('\n').slice(-12).join('\n'),
  }
}
