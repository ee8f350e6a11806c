import { expect, it } from 'vitest'
import { UserError } from '../../../src/kernel/problem.js'
import { temporaryProject } from '../../support/temporary-project.js'
import { operation, simulateUsers } from './simulated-shop.js'

const aviary = {
  'package.json': '{ "name": "aviary", "workspaces": ["birds"] }',
  'birds/package.json': '{ "name": "@aviary/birds", "scripts": { "test": "jest" } }',
  'birds/src/users/users.js': 'export async function find() {}\n',
}

it.each([
  ['the root', '.pnp.cjs', '', '.pnp.cjs'],
  ['the workspace around it', '.pnp.js', 'birds', '../.pnp.js'],
])(
  'Plug’n’Play in %s is told with its place and the way out, before anything is copied',
  async (_, name, root, file) => {
    const project = temporaryProject({ ...aviary, [name]: 'module.exports = {}\n' })
    const steps: string[] = []
    const refused = await simulateUsers(`${project}/${root}`.replace(/\/$/, ''), {
      moduleFiles: [root === '' ? 'birds/src/users/users.js' : 'src/users/users.js'],
      operations: [operation('find')],
      onStep: step => steps.push(step),
    }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(UserError)
    expect((refused as UserError).problems).toMatchObject([
      { code: 'not-found', place: { file }, hint: expect.stringContaining('nodeLinker: node-modules') },
    ])
    expect(steps).toEqual([])
  },
)
