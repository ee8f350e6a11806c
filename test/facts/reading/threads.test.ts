import { join } from 'node:path'
import { expect, it } from 'vitest'
import type * as Product from '../../../src/index.js'
import { check, graph } from '../../../src/index.js'
import { productFolder } from '../../../src/kernel/product-folder.js'
import { temporaryProject, writeProject } from '../../support/temporary-project.js'

/** Enough files for several threads; the built product has them, its source runs in one. */
const count = 1000

it('threads find what one thread finds', async () => {
  const files = Array.from({ length: count }, (_, at) => [
    `src/orders/order${at}.ts`,
    `import { order${(at + 1) % count} } from './order${(at + 1) % count}.js'\nexport const order${at} = 'ü${at}'\n`,
  ])
  const root = temporaryProject({
    'banyan.config.json': '{ "modules": { "orders": { "path": "src/orders" } } }',
    ...Object.fromEntries(files),
    'src/orders/required.cts': "const order = require('./order1.js')\n",
  })
  const built = (await import(join(productFolder, 'dist/index.js'))) as typeof Product
  const options = { root, cacheFolder: null }
  const [ofThreads, ofOne] = [
    await built.graph({ ...options, level: 'file' }),
    await graph({ ...options, level: 'file' }),
  ]
  expect(ofThreads.edges).toHaveLength(count + 1)
  expect(ofThreads).toEqual(ofOne)
  writeProject(root, {
    'src/orders/broken.ts': 'export const = 1\n',
    'src/orders/latin.ts': Buffer.from('// caf\xe9\n', 'latin1'),
  })
  const [{ problems }, told] = [await built.check(options), await check(options)]
  expect(problems.map(({ code }) => code)).toEqual(['file-unparsed', 'file-encoding'])
  expect(problems).toEqual(told.problems)
})
