import { readFileSync } from 'node:fs'
import path from 'node:path'
import { productFolder } from '../../kernel/product-folder.js'
import { isUnreachable } from './offline.js'
import { runTool } from './run-tool.js'

/** Where a tarball of the running package is kept in a product, relative to its root. */
const tarballFolder = '.banyan'

/** What the product's devDependencies say of Banyan. */
export interface BanyanSource {
  readonly specifier: string
  /** Whether the tarball that the specifier names has to be packed. */
  readonly packs: boolean
  /** False where the registry was asked and could not be reached. */
  readonly isOnline: boolean
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
}

function readManifest(): Manifest {
  return JSON.parse(readFileSync(path.join(productFolder, 'package.json'), 'utf8')) as Manifest
}

export function tarballSource(): BanyanSource {
  const { name, version } = readManifest()
  return { specifier: `file:${tarballFolder}/${name}-${version}.tgz`, packs: true, isOnline: true }
}

/** The registry's, where this very version is there: another package may bear the name. Else a tarball. */
export async function nameBanyan(cwd: string): Promise<BanyanSource> {
  const { name, version, description } = readManifest()
  const args = [
    'view',
    `${name}@${version}`,
    'description',
    '--json',
    '--fetch-retries=0',
    '--fetch-timeout=5000',
  ]
  const { code, told } = await runTool({ command: 'npm', args, cwd })
  const isOurs = code === 0 && told.trim() === JSON.stringify(description)
  if (isOurs) return { specifier: version, packs: false, isOnline: true }
  return { ...tarballSource(), isOnline: code === 0 || !isUnreachable(told) }
}

/** Packs the running package into the product. Returns what went wrong, or null. */
export async function packBanyan(root: string): Promise<string | null> {
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', path.join(root, tarballFolder)]
  const { code, told } = await runTool({ command: 'npm', args: [...args, productFolder], cwd: root })
  return code === 0 ? null : told.trim()
}
