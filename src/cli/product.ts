import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolder } from '../kernel/product-folder.js'

interface Product {
  readonly version: string
  /** Where to report bugs; null when the package does not say. */
  readonly bugs: string | null
  /** Versions of Node that it runs on: `>=20.19`. */
  readonly node: string
}

export function readProduct(): Product {
  const { version, bugs, engines } = JSON.parse(readFileSync(join(productFolder, 'package.json'), 'utf8'))
  return { version, bugs: bugs?.url ?? null, node: engines.node }
}
