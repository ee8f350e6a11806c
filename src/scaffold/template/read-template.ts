import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { withSlashes } from '../../kernel/paths.js'
import { productFolder } from '../../kernel/product-folder.js'

/** Left behind by work on the template itself; never part of it. */
const leftovers: ReadonlySet<string> = new Set([
  'node_modules',
  '.data',
  'dist',
  'coverage',
  'package-lock.json',
])
/** Follow from the code of the product that is made, and are written once it is there. */
const documents = 'docs/api'

/** Files of one of our templates: path with `/` → text with LF. Reads them all; a product has a few hundred small ones. */
export function readTemplate(name: string): ReadonlyMap<string, string> {
  const root = path.join(productFolder, 'templates', name)
  return new Map(
    filesBelow(root, '').map(file => [
      file,
      readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n'),
    ]),
  )
}

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !leftovers.has(name) && path.posix.join(withSlashes(folder), name) !== documents)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const file = withSlashes(path.join(folder, entry.name))
      if (entry.isDirectory()) return filesBelow(root, file)
      return entry.isFile() ? [file] : []
    })
}
