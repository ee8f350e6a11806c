import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Plant, Rule } from '../../../src/boundaries/rule.js'
import { fileCycle } from '../../../src/boundaries/rules/file-cycle.js'
import { forbiddenPath } from '../../../src/boundaries/rules/forbidden-path.js'
import { layerViolation } from '../../../src/boundaries/rules/layer-violation.js'
import { moduleCycle } from '../../../src/boundaries/rules/module-cycle.js'
import { unstableDependency } from '../../../src/boundaries/rules/unstable-dependency.js'
import { openWorkingTree, overlayTree, readFacts } from '../../../src/facts/index.js'
import { deriveGraph } from '../../../src/graph/index.js'
import type { Kind } from '../../../src/kernel/dependency.js'
import { sketchConfig } from '../../graph/shop.js'
import { writeFiles } from '../sketch.js'

const config = sketchConfig(
  {
    web: { path: 'src/web', layer: 'app' },
    orders: { path: 'src/orders', layer: 'domain' },
    billing: { path: 'src/*.billing.ts', layer: 'domain' },
    log: { path: 'lib/log', layer: 'platform' },
  },
  { layers: ['app', 'domain', 'platform'] },
)

const files = {
  'src/web/page.tsx': "import { place } from '../orders/index.js'\nexport const page = place",
  'src/orders/index.ts': "import { info } from '../../lib/log/index.mjs'\nexport const place = info",
  'src/orders/a.test.ts': "import './index.js'",
  'src/tax.billing.ts': 'export const tax = 1',
  'lib/log/index.mjs': 'export const info = 1',
}

let root = ''
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'banyan-planted-'))
  writeFiles(root, files)
})
afterAll(() => rmSync(root, { recursive: true }))

async function read(planted: Readonly<Record<string, string>>) {
  const tree = overlayTree(openWorkingTree(root), planted)
  return deriveGraph(await readFacts({ tree, config, cacheFolder: null, tables: false }), config)
}

const paths = [
  { from: 'log', to: ['module:web', 'npm:left-pad', 'node:*'], reason: 'r' },
  { from: 'src/orders/**', to: 'billing', reason: 'r', depth: 1 },
  { from: 'orders', to: 'file:src/web/**', reason: 'r' },
]

const cases: readonly (readonly [Rule, Readonly<Record<string, unknown>>, Kind | null, readonly string[]])[] =
  [
    [
      layerViolation,
      {},
      null,
      ['billing → web', 'log → billing', 'log → orders', 'log → web', 'orders → web'],
    ],
    [
      layerViolation,
      {},
      'type',
      ['billing → web', 'log → billing', 'log → orders', 'log → web', 'orders → web'],
    ],
    [
      moduleCycle,
      {},
      null,
      ['billing ⇄ log', 'billing ⇄ orders', 'billing ⇄ web', 'log ⇄ orders', 'log ⇄ web', 'orders ⇄ web'],
    ],
    [
      fileCycle,
      {},
      null,
      [
        'billing',
        'billing ⇄ log',
        'billing ⇄ orders',
        'billing ⇄ web',
        'log',
        'log ⇄ orders',
        'log ⇄ web',
        'orders',
        'orders ⇄ web',
        'web',
      ],
    ],
    [fileCycle, { within: 'module', dynamic: false }, null, ['billing', 'log', 'orders', 'web']],
    [
      forbiddenPath,
      { paths },
      null,
      ['log → left-pad', 'log → node:fs', 'log → web', 'orders → billing', 'orders → web'],
    ],
    [unstableDependency, { tolerance: 0.5 }, null, ['billing → log', 'billing → orders', 'billing → web']],
  ]

describe('what a rule plants', () => {
  it.each(cases)(
    'makes $name fire through parser, resolver and graph, all at once and one by one',
    async (rule, options, kind, labels) => {
      const kinds = new Set<Kind>(kind === null ? rule.kinds : [kind])
      const contextOf = async (planted: Plant['files']) => {
        const { graph, problems } = await read(planted)
        expect(problems).toEqual([])
        return {
          graph,
          config,
          options,
          kinds,
          facades: 'opaque' as const,
          known: () => false,
          idleWaivers: new Set<number>(),
          today: '2026-11-23',
        }
      }
      const before = await contextOf({})
      const plants = rule.plants(before)
      expect(plants.map(({ label }) => label).sort()).toEqual(labels)
      expect(plants.filter(({ expects }) => rule.find(before).some(expects))).toEqual([])

      const together = rule.find(await contextOf(Object.assign({}, ...plants.map(plant => plant.files))))
      expect(plants.filter(({ expects }) => !together.some(expects)).map(({ label }) => label)).toEqual([])
      for (const plant of plants) {
        const alone = rule.find(await contextOf(plant.files))
        expect([plant.label, alone.some(plant.expects)]).toEqual([plant.label, true])
      }
    },
  )
})
