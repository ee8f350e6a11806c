import { describe, expect, it } from 'vitest'
import { unassignedFile } from '../../../src/boundaries/rules/unassigned-file.js'
import { sketchContext, sketchGraph } from '../sketch.js'

function context(outside: readonly string[], ignore?: readonly string[]) {
  const graph = sketchGraph({ modules: { orders: { files: ['src/orders/place.ts'] } }, outside })
  return sketchContext(unassignedFile, graph, { options: ignore === undefined ? {} : { ignore } })
}

describe('unassigned-file', () => {
  it('is content when every file has a module', () => {
    expect(unassignedFile.find(context([]))).toEqual([])
  })

  it('reports each file of none', () => {
    expect(unassignedFile.find(context(['src/main.ts', 'scripts/seed.ts']))).toMatchObject([
      {
        from: { module: null, file: 'scripts/seed.ts', line: 1, column: 1, symbol: null },
        to: { module: null, file: null },
      },
      {
        from: { file: 'src/main.ts' },
        message: 'src/main.ts belongs to no module, so no boundary holds for it.',
      },
    ])
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
    expect(Object.keys(plant?.files ?? {})).toEqual([
      'banyan-plant.ts',
      'banyan-plant/index.ts',
      'src/banyan-plant.ts',
      'src/banyan-plant/index.ts',
    ])
  })
})
