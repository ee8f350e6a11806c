import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the package banyan itself, with package.json, templates and schema, wherever the build put this code:
 * the nearest folder above with a package.json.
 */
export const productFolder = findProductFolder(dirname(fileURLToPath(import.meta.url)))

function findProductFolder(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findProductFolder(dirname(folder))
}

/** Our own entry as the running process knows it: compiled, or as source when that is what runs. */
export function productEntry(): string {
  const built = join(productFolder, 'dist/index.js')
  const runsBuilt = fileURLToPath(import.meta.url).startsWith(join(productFolder, 'dist'))
  return runsBuilt ? built : join(productFolder, 'src/index.ts')
}
