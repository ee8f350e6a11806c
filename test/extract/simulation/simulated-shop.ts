import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SimulatedOperation, SimulationRequest } from '../../../src/extract/simulation/request.js'
import { simulate } from '../../../src/extract/simulation/simulate.js'
import type { ObservationKind, Simulation } from '../../../src/extract/simulation/simulation.js'
import { type ProjectFiles, writeProject } from '../../support/temporary-project.js'

const made: string[] = []

/** For `afterAll`: a project serves all tests of a file. */
export function removeProjects(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
}

/** A project whose `node_modules` lead to packages of ours. */
export function projectWith(packages: readonly string[], files: ProjectFiles): string {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  made.push(root)
  writeProject(root, files)
  for (const name of packages) {
    const link = path.join(root, 'node_modules', name)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(path.resolve('node_modules', name), link, 'junction')
  }
  return root
}

/** An operation of `src/users/users.ts`, unless told otherwise. */
export function operation(id: string, more: Partial<SimulatedOperation> = {}): SimulatedOperation {
  const [symbol = id, member = null] = id.split('.')
  return { id, file: 'src/users/users.js', symbol, member, direction: 'inbound', answer: 'promise', ...more }
}

export function simulateUsers(root: string, request: Partial<SimulationRequest>): Promise<Simulation> {
  return simulate({ root, module: 'users', moduleFiles: ['src/users/users.js'], operations: [], ...request })
}

/** What was seen of an operation, as `kind path detail`. */
export function seen({ operations }: Simulation, id: string): readonly string[] {
  const found = operations.find(each => each.operation.id === id)
  return (found?.observations ?? []).map(({ kind, path: at, detail }) =>
    [kind, at, detail].filter(Boolean).join(' '),
  )
}

export function kindsSeen({ operations }: Simulation, id: string): readonly ObservationKind[] {
  const found = operations.find(each => each.operation.id === id)
  return [...new Set((found?.observations ?? []).map(({ kind }) => kind))]
}

/** Tests that end otherwise with the wire in between. */
export function broken({ differences }: Simulation, round = 'remote'): readonly string[] {
  return differences.filter(each => each.round === round).map(({ name }) => name)
}
