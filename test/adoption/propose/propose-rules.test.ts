import { describe, expect, it } from 'vitest'
import { proposeRules } from '../../../src/adoption/propose/propose-rules.js'
import type { Graph, Module } from '../../../src/graph/index.js'

/** A graph of files, of which those in a folder belong to the module of its name. */
function graphOf(...paths: string[]): Graph {
  const files = new Map(paths.map(path => [path, { path, test: false, generated: false, exports: [] }]))
  const moduleOf = (file: string) =>
    file.includes('/') && !file.startsWith('.') ? ({ name: file.split('/')[0] } as Module) : null
  return {
    root: '/shop',
    files,
    modules: new Map(),
    layers: [],
    dependencies: [],
    packages: [],
    tables: [],
    moduleOf,
  }
}

const request = {
  graph: graphOf('users/a.ts'),
  layers: null,
  used: new Map(),
  tables: false,
  testReaches: 0,
  unsettled: [],
}
const layers = {
  layers: ['app', 'feature'],
  layerOf: new Map([
    ['web', 'app'],
    ['users', 'feature'],
  ]),
}

describe('the rules that are switched on', () => {
  it('are those that can fire in any repository', () => {
    expect(proposeRules(request)).toEqual({
      'undeclared-dependency': 'error',
      'private-import': 'error',
      'module-cycle': 'error',
      'file-cycle': 'warn',
      'unused-dependency': 'warn',
      'unused-waiver': 'warn',
      'unassigned-file': 'error',
    })
  })

  it('leave outside of modules only what stands there today', () => {
    const graph = graphOf('users/a.ts', 'vite.config.ts')
    expect(proposeRules({ ...request, graph })['unassigned-file']).toEqual(['error', { ignore: ['*'] }])
    const hidden = graphOf('users/a.ts', '.storybook/main.ts')
    expect(proposeRules({ ...request, graph: hidden })['unassigned-file']).toEqual([
      'error',
      { ignore: ['.*/**'] },
    ])
  })

  it('let tests reach past public APIs only where this is a habit', () => {
    expect(proposeRules({ ...request, testReaches: 9 })['private-import']).toBe('error')
    expect(proposeRules({ ...request, testReaches: 10 })['private-import']).toEqual([
      'error',
      { tests: false },
    ])
  })

  it('ask of modules whose public API nobody keeps to only what is offered', () => {
    expect(proposeRules({ ...request, unsettled: ['a'] })['private-import']).toEqual([
      'error',
      { offered: ['a'] },
    ])
  })

  it('include layers where there are some, without tests where these turn them round', () => {
    const inward = new Map([['web', ['users']]])
    expect(proposeRules({ ...request, layers, used: inward })['layer-violation']).toBe('error')
    const outward = new Map([['users', ['web']]])
    expect(proposeRules({ ...request, layers, used: outward })['layer-violation']).toEqual([
      'error',
      { tests: false },
    ])
  })

  it('include tables where these have owners', () => {
    expect(proposeRules({ ...request, tables: true })['foreign-table']).toBe('error')
  })
})
