import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openProject } from '../../../src/api/open-project.js'
import { readGraph } from '../../../src/api/read-graph.js'
import type { Contract } from '../../../src/extract/contract/contract.js'
import {
  deriveContractFromTypes,
  type EventRequest,
} from '../../../src/extract/contract/from-types/contract-from-types.js'
import { openProgram } from '../../../src/extract/program/open-program.js'
import type { Operation } from '../../../src/extract/treatment/treatment.js'
import { type ProjectFiles, writeProject } from '../../support/temporary-project.js'

export interface ContractRequest {
  /** `src/orders/index.ts#Orders.place`. */
  readonly operations: readonly string[]
  readonly events?: readonly EventRequest[]
}

/** The contract of a project whose modules are the folders of `src`; compiled from files that are gone when it returns. */
export async function contractOf(files: ProjectFiles, request: ContractRequest): Promise<Contract> {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  try {
    writeProject(root, { ...files, 'banyan.config.json': '{ "discover": ["src/{module}"] }' })
    const { graph } = await readGraph(await openProject({ root, cacheFolder: null }))
    const program = openProgram({ graph, paths: [...graph.files.keys()] })
    return deriveContractFromTypes(program, {
      name: 'shop',
      operations: request.operations.map(operationOf),
      events: request.events ?? [],
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function operationOf(id: string): Operation {
  const [file = '', name = ''] = id.split('#')
  const [owner = '', member = null] = name.split('.')
  const place = { file, line: 1, column: 1 }
  const symbol = {
    id: `${file}#${owner}`,
    direction: 'inbound',
    name: owner,
    kind: member === null ? 'function' : 'class',
    place,
    module: null,
    answer: 'promise',
    members: [],
    crossings: [],
  } as const
  return { name, symbol, member }
}
