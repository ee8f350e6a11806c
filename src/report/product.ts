import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolder } from '../kernel/product-folder.js'

/** What reports say about the tool that made them. */
export interface Product {
  readonly version: string
  /** Base of links to documentation pages, without a slash at the end; null while the package names none. */
  readonly homepage: string | null
}

let product: Product | null = null

/** Read once from the package's own package.json. */
export function readProduct(): Product {
  if (product) return product
  const text = readFileSync(join(productFolder, 'package.json'), 'utf8')
  const { version, homepage } = JSON.parse(text) as { version: string; homepage?: string }
  product = { version, homepage: homepage?.replace(/\/+(#.*)?$|#.*$/, '') ?? null }
  return product
}
