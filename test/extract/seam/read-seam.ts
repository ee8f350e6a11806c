import { readFacts, openWorkingTree } from '../../../src/facts/index.js'
import { deriveGraph } from '../../../src/graph/index.js'
import { openProgram } from '../../../src/extract/program/open-program.js'
import type { Program } from '../../../src/extract/program/program.js'
import { temporaryProject } from '../../support/temporary-project.js'
import { sketchConfig } from '../../graph/shop.js'

/** Files by path; names between ‹ and › are the places that a case expects. */
export type Sources = Readonly<Record<string, string>>

export interface MarkedProgram {
  readonly program: Program
  /** `file:line:column` of each mark, in order of file and place, by the file's first folder. */
  readonly marksOf: (folder: string) => readonly string[]
  /** Name of the module of a folder. */
  readonly moduleAt: (folder: string) => string
}

/** Opens all files as one program in which each folder of the second level is a module: `case/users`. */
export async function openMarkedProgram(
  sources: Sources,
  discover = ['{case}/{module}'],
): Promise<MarkedProgram> {
  const marks: string[] = []
  const files: Record<string, string> = { 'package.json': '{ "name": "shop" }' }
  for (const [path, text] of Object.entries(sources).toSorted(([left], [right]) => (left < right ? -1 : 1)))
    files[path] = takeMarks(path, text, marks)
  const root = temporaryProject(files)
  const config = sketchConfig({}, { discover })
  const facts = await readFacts({ tree: openWorkingTree(root), config, cacheFolder: null, tables: false })
  const { graph } = deriveGraph(facts, config)
  const program = openProgram({ graph, paths: [...graph.files.keys()] })
  return {
    program,
    marksOf: folder => marks.filter(mark => mark.startsWith(`${folder}/`)),
    moduleAt: folder => [...graph.modules.values()].find(({ path }) => path === folder)?.name ?? folder,
  }
}

function takeMarks(path: string, text: string, marks: string[]): string {
  const lines = text.split('\n').map((line, index) => {
    let plain = ''
    for (const part of line.split(/(?=‹)|›/)) {
      if (part.startsWith('‹')) marks.push(`${path}:${index + 1}:${plain.length + 1}`)
      plain += part.replace('‹', '')
    }
    return plain
  })
  return lines.join('\n')
}
