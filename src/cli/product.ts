import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The package's own folder, which holds package.json and the command manifest. */
export const productFolder = fileURLToPath(new URL('../..', import.meta.url))

interface Product {
  readonly version: string
  /** Where to report bugs; null when the package does not say. */
  readonly bugs: string | null
}

export function readProduct(): Product {
  const { version, bugs } = JSON.parse(readFileSync(`${productFolder}package.json`, 'utf8'))
  return { version, bugs: bugs?.url ?? null }
}
