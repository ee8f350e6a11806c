import { afterAll, expect, it } from 'vitest'
import { renderSimulation } from '../../../src/report/index.js'
import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import { operation, projectWith, removeProjects, simulateUsers } from './simulated-shop.js'

afterAll(removeProjects)

const users = { 'src/users/users.js': 'export async function find() { return 1 }\n' }
const manifest = (test: string) =>
  ({ 'package.json': JSON.stringify({ name: 'aviary', type: 'module', scripts: { test } }) }) as const
const rendered = (simulation: Simulation) =>
  renderSimulation(simulation, { format: 'text', color: false, columns: 120 })
const rounds = ({ runs }: Simulation) => runs.map(({ round }) => round)
const good = /Every test ends as before|Nothing was seen at the border|every test passes/

it('runs no test where nothing is called over the border', async () => {
  const root = projectWith([], { ...manifest('exit 7'), ...users })
  const simulation = await simulateUsers(root, { operations: [] })
  expect(simulation).toMatchObject({ verdict: 'no-operations', runs: [] })
  expect(rendered(simulation)).not.toMatch(good)
})

it('says why no file of tests can be loaded, and puts nothing in between', async () => {
  const root = projectWith([], {
    ...manifest('node --test'),
    ...users,
    'test/users.test.js': `import { client } from '../generated/client.js'\nimport '../src/users/users.js'\n`,
  })
  const simulation = await simulateUsers(root, { operations: [operation('find')], tests: { baselines: 1 } })
  expect(simulation.verdict).toBe('all-fail')
  expect(rounds(simulation)).toEqual(['off'])
  expect(simulation.failingBefore).toMatchObject([{ file: 'test/users.test.js', name: '', status: 'failed' }])
  const told = rendered(simulation)
  expect(told).toMatch(/Cannot find module 'generated\/client.js'/)
  expect(told).toContain('generate what is generated')
  expect(told).not.toMatch(good)
}, 120_000)

it('shows the last words of tests that do not start', async () => {
  const root = projectWith([], { ...manifest('jest'), ...users })
  const simulation = await simulateUsers(root, { operations: [operation('find')] })
  expect(simulation.verdict).toBe('not-started')
  expect(rendered(simulation)).toContain('jest')
  expect(rendered(simulation)).toContain('install the packages')
  expect(rendered(simulation)).not.toMatch(good)
}, 120_000)

it('proposes that the module’s own tests call it where none else does', async () => {
  const root = projectWith([], {
    ...manifest('node --test'),
    ...users,
    'src/users/users.test.js': `import test from 'node:test'\nimport { find } from './users.js'\ntest('finds', () => find())\n`,
  })
  const request = {
    operations: [operation('find')],
    moduleFiles: ['src/users/users.js', 'src/users/users.test.js'],
  }
  const simulation = await simulateUsers(root, { ...request, tests: { baselines: 1 } })
  expect(simulation.verdict).toBe('not-crossed')
  expect(rendered(simulation)).toContain('--own-tests outside')
}, 120_000)
