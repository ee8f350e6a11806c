import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { renderConfig } from '../../src/adoption/render-config.js'
import type { ConfigInput } from '../../src/kernel/config/config-input.js'
import { loadConfig } from '../../src/kernel/config/load-config.js'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-render-'))
afterEach(() => fs.rmSync(root, { recursive: true }))

const many = Array.from({ length: 40 }, (_, at) => `module-${at}`)
const config: ConfigInput = {
  modules: {
    ...Object.fromEntries(many.map(name => [name, { path: `src/${name}` }])),
    'shop.users': {
      path: 'src/(shop)/[users]',
      owner: '@shop/identity',
      public: ['index.ts'],
      dependsOn: many,
      layer: 'feature',
    },
    root: { path: '.', dependsOn: 'package.json' },
  },
  layers: ['app', 'feature'],
  rules: { 'file-cycle': 'warn', 'unassigned-file': ['error', { ignore: ['*'] }] },
  aliases: { '@/': 'src/' },
  waive: [{ path: 'src/**', what: 'unresolved', specifier: 'virtual:x', reason: 'made up by the bundler' }],
}

it('a rendered config is read back as it was meant, in lines that can be read', async () => {
  const text = renderConfig(config, true)
  fs.writeFileSync(path.join(root, 'banyan.config.json'), text)
  const ignore = { type: 'object', properties: { ignore: { type: 'array', items: { type: 'string' } } } }
  const read = await loadConfig({
    root,
    file: null,
    ruleOptions: { 'file-cycle': {}, 'unassigned-file': ignore },
  })
  const users = read.modules.find(({ name }) => name === 'shop.users')
  expect(users?.dependsOn).toHaveLength(40)
  expect(users).toMatchObject({
    path: 'src/(shop)/[users]',
    owner: '@shop/identity',
    public: ['index.ts'],
    layer: 'feature',
  })
  expect(read.modules.find(({ name }) => name === 'root')).toMatchObject({
    path: '.',
    dependsOn: 'package.json',
  })
  expect(read.waivers).toEqual(config.waive)
  expect([...read.aliases]).toEqual([['@/', 'src/']])
  expect(read.rules.get('unassigned-file')).toEqual({ severity: 'error', options: { ignore: ['*'] } })
  expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
})
