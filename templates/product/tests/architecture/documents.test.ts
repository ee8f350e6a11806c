import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeProduct } from '@shop/monolith/describe'
import { findFiles, readText, root } from './workspaces.js'

const files = await describeProduct()

test.each([...files])('%s is what `npm run docs` makes of the code', (file, content) => {
  expect(existsSync(join(root, file)), `${file} is not there`).toBe(true)
  expect(readText(file)).toBe(content)
})

test('the documents tell of requests, of events and of every module', () => {
  const manifests = findFiles('modules', '/package.json').filter(file => file.split('/').length === 3)
  const canvases = manifests.map(file => file.replace('package.json', 'MODULE.md'))
  for (const file of ['docs/api/openapi.json', 'docs/api/asyncapi.json', ...canvases])
    expect([...files.keys()]).toContain(file)
})
