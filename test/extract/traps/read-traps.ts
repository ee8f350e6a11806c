import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openModules } from '../../../src/api/open-modules.js'
import { analyzeExtraction, readProgram } from '../../../src/extract/analyze.js'
import { writeProject } from '../../support/temporary-project.js'
import { type Statement, statementsOf } from './statements.js'
import { type LookAlike, mark } from './trap.js'

/** What was said of one case, in its own files; places as `file:line` without the folder of the case. */
export interface ReadCase<Case> {
  readonly told: Case
  readonly statements: readonly (Statement & { readonly at: string | null })[]
  /** `file:line` of each mark. */
  readonly marked: readonly string[]
}

/** Opens all cases as one program, each in a folder of its own, and takes the module out of each. */
export async function readCases<Case extends LookAlike>(
  cases: readonly Case[],
): Promise<readonly ReadCase<Case>[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'banyan-'))
  try {
    writeProject(root, filesOf(cases))
    mkdirSync(path.join(root, 'node_modules'))
    symlinkSync(path.resolve('node_modules/@types'), path.join(root, 'node_modules/@types'), 'junction')
    const { graph, source, problems } = await openModules({ root, cacheFolder: null })
    const read = readProgram(graph, null)
    return cases.map((told, index) => {
      const folder = folderOf(index)
      const own = `${folder}/${moduleOf(told)}`
      const module = [...graph.modules.values()].find(each => each.path === own)?.name ?? own
      const statements = statementsOf(analyzeExtraction({ graph, module, source, problems }, read))
      const here = statements.filter(({ place }) => place === null || place.file.startsWith(`${folder}/`))
      return {
        told,
        statements: here.map(each => ({ ...each, at: placeWithin(each, folder) })),
        marked: marksOf(told),
      }
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function filesOf(cases: readonly LookAlike[]) {
  const files: Record<string, string> = {
    'banyan.config.json': '{ "discover": ["{case}/{module}"] }',
    'package.json': '{ "name": "traps", "type": "module" }',
  }
  for (const [index, each] of cases.entries()) {
    for (const [file, text] of Object.entries(each.files)) files[`${folderOf(index)}/${file}`] = text
    // Whatever only others use belongs to them: a module uses its own files as well.
    files[`${folderOf(index)}/${moduleOf(each)}/own.ts`] = ownUse(each)
  }
  return files
}

function ownUse(each: LookAlike): string {
  const own = Object.keys(each.files)
    .filter(file => file.startsWith(`${moduleOf(each)}/`) && !file.includes('/migrations/'))
    .map(file => path.basename(file).replace(/\.[jt]s$/, ''))
  const imports = own.map((name, index) => `import * as own${index} from './${name}'`)
  const keys = own.map((_, index) => `...Object.keys(own${index})`)
  return [...imports, `export const names = [${keys.join(', ')}]`, ''].join('\n')
}

function folderOf(index: number): string {
  return `case-${index}`
}

function moduleOf({ module, files }: LookAlike): string {
  const [first = ''] = Object.keys(files).filter(file => file.includes('/'))
  return module ?? first.split('/')[0] ?? ''
}

function placeWithin({ place }: Statement, folder: string): string | null {
  return place === null ? null : `${place.file.slice(folder.length + 1)}:${place.line}`
}

function marksOf({ files }: LookAlike): readonly string[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (line.includes(mark) ? [`${file}:${index + 1}`] : [])),
  )
}
