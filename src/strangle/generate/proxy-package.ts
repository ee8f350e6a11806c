import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { withSlashes } from '../../kernel/paths.js'
import { productFolder } from '../../kernel/product-folder.js'

const template = path.join(productFolder, 'templates/proxy')

/** Where it stands in a product that we scaffold. */
export const proxyPackageFolder = 'packages/strangler-proxy'

/** Path in the package of the JSON Schema of the config. */
export const packagedSchema = 'strangler.schema.json'

/** The proxy as a package of its own: path → content. It is the same for everybody; what differs is the config. */
export function readProxyPackage(): ReadonlyMap<string, string> {
  const names = ['package.json', 'tsconfig.json', 'README.md', ...filesBelow('src'), ...filesBelow('prove')]
  const schema = readFileSync(path.join(productFolder, 'schema/strangler.json'), 'utf8')
  return new Map([
    ...names.map(name => [name, readTemplate(name)] as const),
    [packagedSchema, schema.replaceAll('\r\n', '\n')],
  ])
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(template, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => withSlashes(path.relative(template, path.join(entry.parentPath, entry.name))))
    .sort()
}

function readTemplate(name: string): string {
  return readFileSync(path.join(template, name), 'utf8').replaceAll('\r\n', '\n')
}
