import type { PackageManager } from '../answers.js'
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

export async function installPackages(root: string, manager: PackageManager): Promise<Installation> {
  const { code, told } = await runTool({ command: manager, args: commands[manager], cwd: root })
  if (code === 0) return { kind: 'installed' }
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(told)
  return { kind: 'failed', isOffline, told: told.trim().split('\n').slice(-12).join('\n') }
}
