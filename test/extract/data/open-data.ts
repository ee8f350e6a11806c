import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { openModules } from '../../../src/api/open-modules.js'
import { createCallGraph } from '../../../src/extract/calls/index.js'
import type { CrossingTransaction, ModuleData } from '../../../src/extract/data/data.js'
import { deriveData } from '../../../src/extract/data/derive-data.js'
import { readTransactions } from '../../../src/extract/data/transactions/read-transactions.js'
import { readFrameworks } from '../../../src/extract/frameworks/read-frameworks.js'
import { openProgram } from '../../../src/extract/program/open-program.js'
import { type ProjectFiles, writeProject } from '../../support/temporary-project.js'

/** The data of one module of a project whose modules are the folders of `src`. */
export async function openData(files: ProjectFiles, module: string): Promise<ModuleData> {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeProject(root, {
    'banyan.config.json': '{ "discover": ["src/{module}"] }',
    'package.json': '{}',
    ...files,
  })
  const { graph } = await openModules({ root, cacheFolder: null })
  const program = openProgram({ graph, paths: [...graph.files.keys()] })
  const { flows, injections } = readFrameworks(program)
  const calls = createCallGraph({ program, injections })
  const transactions = readTransactions({ calls, tables: graph.tables, flows, injections })
  return deriveData({ graph, module, transactions })
}

/** `Orders.place → Users.lock (argument): write users`. */
export function tellTransaction({ scope, callee, participation, tables }: CrossingTransaction): string {
  const touched = tables.map(({ table, access }) => `${access} ${table}`).join(', ')
  return `${scope.within} → ${callee} (${participation}): ${touched}`
}
