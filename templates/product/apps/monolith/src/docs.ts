import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describeProduct, root } from './describe.js'

/** Writes what follows from the code: OpenAPI, AsyncAPI, the canvas of each module, the owners. npm run docs. */
const files = await describeProduct()
for (const [file, content] of files) {
  const place = join(root, file)
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, content)
}
process.stdout.write(`${[...files.keys()].join('\n')}\n`)
