import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolder } from '../kernel/product-folder.js'

interface Product {
  readonly version: string
  /** Where to report bugs; null when the package does not say. */
  readonly bugs: string | null
}

export function readProduct(): Product {
  const { version, bugs } = JSON.parse(readFileSync(join(productFolder, 'package.json'), 'utf8'))
  return { version, bugs: bugs?.url ?? null }
}
