import { describe, expect, it } from 'vitest'
import { unassignedFile } from '../../../src/boundaries/rules/unassigned-file.js'
import type { Violation } from '../../../src/kernel/finding.js'
import { sketchContext, sketchGraph } from '../sketch.js'

function context(outside: readonly string[], ignore?: readonly string[]) {
  const graph = sketchGraph({ modules: { orders: { files: ['src/orders/place.ts'] } }, outside })
  return sketchContext(unassignedFile, graph, { options: ignore === undefined ? {} : { ignore } })
}

describe('unassigned-file', () => {
  it('is content when every file has a module', () => {
    expect(unassignedFile.find(context([]))).toEqual([])
  })

  it('reports each file of none that stands among those of modules', () => {
    expect(unassignedFile.find(context(['main.ts', 'src/main.ts', 'src/orders/draft.ts']))).toMatchObject([
      { from: { module: null, file: 'main.ts', line: 1, column: 1, symbol: null } },
      {
        from: { file: 'src/main.ts', symbol: null },
        to: { module: null, file: null },
        message: 'src/main.ts belongs to no module, so no boundary holds for it.',
      },
      { from: { file: 'src/orders/draft.ts' } },
    ])
  })

  it('reports a folder without files of modules once, the outermost', () => {
    const files = ['src/returns/deep/label.ts', 'src/returns/index.ts', 'src/vat/index.ts']
    expect(unassignedFile.find(context(files))).toMatchObject([
      {
        from: { module: null, file: 'src/returns/deep/label.ts', line: 1, column: 1, symbol: 'src/returns' },
        message: 'The folder src/returns belongs to no module (2 source files), so no boundary holds for it.',
      },
      { from: { file: 'src/vat/index.ts', symbol: 'src/vat' } },
    ])
  })

  it('lets the file of a folder stand for it that the ratchet knows', () => {
    const known = (violation: Violation) => violation.from.file === 'src/returns/index.ts'
    const found = unassignedFile.find({ ...context(['src/returns/a.ts', 'src/returns/index.ts']), known })
    expect(found).toMatchObject([{ from: { file: 'src/returns/index.ts', symbol: 'src/returns' } }])
  })

  it('leaves out what it is told to ignore', () => {
    const found = unassignedFile.find(context(['src/main.ts', 'scripts/seed.ts'], ['scripts/**']))
    expect(found.map(({ from }) => from.file)).toEqual(['src/main.ts'])
  })

  it('is idle for a glob that matches no file', () => {
    expect(
      unassignedFile.idle(context(['scripts/seed.ts'], ['scripts/**', 'scirpts/seed.ts'])),
    ).toMatchObject([
      {
        code: 'rule-empty',
        message: expect.stringContaining('scirpts/seed.ts'),
        hint: expect.stringContaining('"scripts/seed.ts"'),
      },
    ])
  })

  it('only warns by default', () => {
    expect(unassignedFile.severity).toBe('warn')
  })

  it('plants a folder where loose files are ignored, as init writes it', () => {
    const [plant] = unassignedFile.plants({ ...context([]), options: { ignore: ['*'] } })
    expect(Object.keys(plant?.files ?? {})).toContain('banyan-plant/index.ts')
    expect(Object.keys(plant?.files ?? {})).not.toContain('banyan-plant.ts')
  })

  it('plants a file above the modules', () => {
    const [plant] = unassignedFile.plants(context([]))
    expect(Object.keys(plant?.files ?? {}).filter(path => !path.startsWith('src/orders/'))).toEqual([
      'banyan-plant.ts',
      'banyan-plant/index.ts',
      'src/banyan-plant.ts',
      'src/banyan-plant/index.ts',
    ])
  })
})
