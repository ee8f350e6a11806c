import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { openProject } from '../../../src/api/open-project.js'
import { readGraph } from '../../../src/api/read-graph.js'
import { createCallGraph } from '../../../src/extract/calls/index.js'
import type { Border } from '../../../src/extract/calls/operation-uses.js'
import { createDeclarationFinder } from '../../../src/extract/program/find-declarations.js'
import { openProgram } from '../../../src/extract/program/open-program.js'
import type { Program } from '../../../src/extract/program/program.js'
import type { Answer, Direction } from '../../../src/extract/seam/seam.js'
import type { Operation } from '../../../src/extract/treatment/treatment.js'
import { type ProjectFiles, writeProject } from '../../support/temporary-project.js'

// One project serves all cases of a table, so it lives as long as the file's tests.
const roots: string[] = []
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true })
})

/** A border around one module of a project whose modules are the folders of `src`. */
export async function openBorder(files: ProjectFiles, module: string): Promise<Border> {
  const program = await openFiles(files)
  return { module, calls: createCallGraph({ program }), findDeclarations: createDeclarationFinder(program) }
}

export async function openFiles(files: ProjectFiles): Promise<Program> {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  roots.push(root)
  writeProject(root, { ...files, 'banyan.config.json': '{ "discover": ["src/{module}"] }' })
  const project = await openProject({ root, cacheFolder: null })
  const { graph } = await readGraph(project)
  return openProgram({ graph, paths: [...graph.files.keys()] })
}

/** An operation by the names of its file, symbol and member. */
export function operation(
  id: string,
  more: Partial<{ answer: Answer; direction: Direction }> = {},
): Operation {
  const [file = '', path = ''] = id.split('#')
  const [name = '', member = null] = path.split('.')
  const place = { file, line: 1, column: 1 }
  const answer = more.answer ?? 'value'
  const members =
    member === null ? [] : [{ name: member, kind: 'method', static: false, place, answer } as const]
  return {
    name: path,
    member,
    symbol: {
      id: `${file}#${name}`,
      direction: more.direction ?? 'inbound',
      name,
      kind: member === null ? 'function' : 'class',
      place,
      module: file.split('/')[1] ?? null,
      answer,
      members,
      crossings: [],
    },
  }
}

/** Places of `/*!*​/` marks: what follows a mark is expected to be found. */
export function marks(files: ProjectFiles, mark = '/*!*/'): readonly string[] {
  return Object.entries(files).flatMap(([file, text]) =>
    String(text)
      .split('\n')
      .flatMap((line, index) => columnsOf(line, mark).map(column => `${file}:${index + 1}:${column}`)),
  )
}

function columnsOf(line: string, mark: string): readonly number[] {
  const columns: number[] = []
  for (let at = line.indexOf(mark); at !== -1; at = line.indexOf(mark, at + 1))
    columns.push(at + mark.length + 1)
  return columns
}
