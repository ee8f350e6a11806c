import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import { operation, projectWith, simulateUsers } from '../simulation/simulated-shop.js'
import {
  type SimulatedTrap,
  simulatedLookAlikes,
  simulatedTraps,
  testsBefore,
  treesBefore,
} from './simulated.js'

const file = 'src/trees/trees.js'

/** One run of a suite that holds every trap, each in a test and a method of its own. */
export function simulateTraps(): Promise<Simulation> {
  const all = [...simulatedTraps, ...simulatedLookAlikes]
  const methods = all.map(({ method }, index) => `  ${method.replace('NAME', nameAt(index))}`)
  const tests = all.map(
    ({ name, test }, index) =>
      `test(${JSON.stringify(name)}, async () => { ${test.replaceAll('NAME', nameAt(index))} })`,
  )
  const root = projectWith([], {
    'package.json': JSON.stringify({ name: 'park', type: 'module', scripts: { test: 'node --test' } }),
    [file]: `${treesBefore}export class Trees {\n  static felled() { return felled }\n${methods.join('\n')}\n}\n`,
    'test/trees.test.js': `${testsBefore}${tests.join('\n')}\n`,
  })
  const operations = all.map(({ method }, index) =>
    operation(`Trees.${nameAt(index)}`, {
      file,
      answer: method.startsWith('async *') ? 'async-iterator' : 'promise',
    }),
  )
  return simulateUsers(root, { module: 'trees', moduleFiles: [file], operations })
}

export function operationOf(trap: Pick<SimulatedTrap, 'name'>): string {
  return `Trees.${nameAt([...simulatedTraps, ...simulatedLookAlikes].findIndex(({ name }) => name === trap.name))}`
}

const nameAt = (index: number) => `trap${index}`
